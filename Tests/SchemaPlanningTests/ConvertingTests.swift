import Model
import SQLText
import SchemaPlanning
import Testing

@Suite struct `Converting values` {
    private static let heat: AttributeType = .choice(
        OptionSet(
            name: "heat",
            options: [
                .init(name: "hot", label: LocalizedText("Hot")), .init(name: "yes", label: LocalizedText("Yes")),
                .init(name: "no", label: LocalizedText("No"), isRetired: true),
            ]))
    private static let text = AttributeType.text(maximumLength: 12, isLong: false)
    private static let integer = AttributeType.integer(minimum: nil, maximum: nil)
    private static func decimal(_ scale: Int) -> AttributeType { .decimal(scale: scale, minimum: nil, maximum: nil) }

    private static func attribute(
        _ type: AttributeType, required: Bool = false, default value: AttributeValue? = nil
    ) -> Attribute {
        Attribute(
            name: "a", type: type, label: LocalizedText("a"), isRequired: required, defaultValue: value,
            location: SourceLocation(file: "a.xml", line: 1))
    }

    private static func change(_ from: AttributeType, _ to: AttributeType) -> ColumnChange {
        ColumnChange(table: "t", from: AppliedColumn(attribute(from)), to: attribute(to), states: { _ in nil })
    }

    struct Example: Sendable {
        var from: AttributeType
        var to: AttributeType
        var value: AttributeValue
        /// Nil where it must be refused.
        var result: AttributeValue?

        init(_ from: AttributeType, _ to: AttributeType, _ value: AttributeValue, _ result: AttributeValue?) {
            (self.from, self.to, self.value, self.result) = (from, to, value, result)
        }
    }

    private static let tags: AttributeType = .multichoice(
        OptionSet(
            name: "tags",
            options: [
                .init(name: "hot", label: LocalizedText("Hot")), .init(name: "cold", label: LocalizedText("Cold")),
                .init(name: "no", label: LocalizedText("No"), isRetired: true),
            ]))
    private static func money(_ codes: String...) -> AttributeType {
        .money(MoneyRules(currencies: codes, scale: codes.compactMap { Currency.digits(of: $0) }.max() ?? 0))
    }
    private static let time = AttributeType.time(minimum: nil, maximum: TimeOfDay("18:00"))
    private static let duration = AttributeType.duration(minimum: nil, maximum: nil)

    /// Conversions of what is made of several parts, or has a text form of its own.
    static let elements: [Example] = [
        Example(text, time, .text("9.30 Uhr"), TimeOfDay("09:30").map(AttributeValue.time)),
        Example(text, time, .text("19:00"), nil), Example(text, time, .text("soon"), nil),
        Example(text, duration, .text("1:30"), TimeSpan("PT90M").map(AttributeValue.duration)),
        Example(text, duration, .text("90"), nil),
        Example(integer, duration, .integer(90), TimeSpan("PT90S").map(AttributeValue.duration)),
        Example(duration, integer, TimeSpan("PT90S").map(AttributeValue.duration) ?? .null, .integer(90)),
        Example(duration, integer, TimeSpan("PT0.5S").map(AttributeValue.duration) ?? .null, nil),
        Example(duration, text, TimeSpan("PT90S").map(AttributeValue.duration) ?? .null, .text("PT1M30S")),
        Example(time, text, TimeOfDay("09:30").map(AttributeValue.time) ?? .null, .text("09:30:00")),
        Example(text, tags, .text("hot; no"), .names(["hot", "no"])), Example(text, tags, .text("warm"), nil),
        Example(heat, tags, .text("no"), .names(["no"])), Example(heat, tags, .text("yes"), nil),
        Example(tags, heat, .names(["no"]), .text("no")), Example(tags, heat, .names(["hot", "no"]), nil),
        Example(tags, text, .names(["hot", "no"]), .text("hot; no")),
        Example(text, .json, .text("{\"b\":1}"), .json(.object(["b": .integer(1)]))),
        Example(text, .json, .text("b"), nil),
        Example(.json, text, .json(.list([.integer(1)])), .text("[1]")),
        Example(text, .point, .text("51,5; 7,25"), GeoPoint("51.5, 7.25").map(AttributeValue.point)),
        Example(.point, text, GeoPoint("51.5, 7.25").map(AttributeValue.point) ?? .null, .text("51.5, 7.25")),
        Example(
            decimal(2), money("EUR"), .decimal(ExactDecimal(unscaled: 125, scale: 2)),
            .decimal(ExactDecimal(unscaled: 125, scale: 2))),
        Example(decimal(2), money("JPY", "EUR"), .decimal(ExactDecimal(unscaled: 125, scale: 2)), nil),
        Example(
            decimal(2), money("JPY", "EUR"), .decimal(ExactDecimal(unscaled: 100, scale: 2)),
            .decimal(ExactDecimal(unscaled: 100, scale: 2))),
        Example(
            money("EUR"), money("EUR", "BHD"), .decimal(ExactDecimal(unscaled: 125, scale: 2)),
            .decimal(ExactDecimal(unscaled: 1250, scale: 3))),
        Example(money("EUR"), money("USD"), .decimal(ExactDecimal(unscaled: 125, scale: 2)), nil),
        Example(
            money("EUR"), decimal(2), .decimal(ExactDecimal(unscaled: 125, scale: 2)),
            .decimal(ExactDecimal(unscaled: 125, scale: 2))),
        Example(text, money("EUR"), .text("1.25"), .decimal(ExactDecimal(unscaled: 125, scale: 2))),
    ]

    static let examples: [Example] =
        elements + [
            Example(text, integer, .text("12"), .integer(12)), Example(text, integer, .text("12 or so"), nil),
            Example(text, decimal(2), .text("1.5"), .decimal(ExactDecimal(unscaled: 150, scale: 2))),
            Example(text, decimal(1), .text("1.55"), nil), Example(text, .boolean, .text("Yes"), .boolean(true)),
            Example(text, .boolean, .text("perhaps"), nil),
            Example(text, .date, .text("2026-02-28"), CalendarDate("2026-02-28").map(AttributeValue.date)),
            Example(text, .date, .text("2026-02-30"), nil), Example(text, heat, .text("hot"), .text("hot")),
            // A retired option may stay.
            Example(text, heat, .text("no"), .text("no")), Example(text, heat, .text("cold"), nil),
            Example(text, integer, .text(""), .null),
            Example(text, .email, .text("a@example.org"), .text("a@example.org")),
            Example(text, .email, .text("somebody"), nil), Example(heat, text, .text("hot"), .text("hot")),
            Example(integer, text, .integer(-7), .text("-7")),
            Example(integer, decimal(2), .integer(7), .decimal(ExactDecimal(unscaled: 700, scale: 2))),
            Example(integer, decimal(2), .integer(ExactDecimal.largest), nil),
            Example(integer, .boolean, .integer(1), .boolean(true)), Example(integer, .boolean, .integer(2), nil),
            Example(decimal(2), integer, .decimal(ExactDecimal(unscaled: 700, scale: 2)), .integer(7)),
            Example(decimal(2), integer, .decimal(ExactDecimal(unscaled: 701, scale: 2)), nil),
            Example(decimal(2), text, .decimal(ExactDecimal(unscaled: 701, scale: 2)), .text("7.01")),
            Example(.boolean, heat, .boolean(true), .text("yes")),
            Example(.boolean, text, .boolean(false), .text("false")),
            Example(.boolean, integer, .boolean(true), .integer(1)),
            Example(
                .date, .instant, .date(CalendarDate("2026-01-02") ?? CalendarDate(daysSinceEpoch: 0)),
                Instant("2026-01-02T00:00:00Z").map(AttributeValue.instant)),
            Example(
                .instant, .date, .instant(Instant("2026-01-02T00:00:00Z") ?? Instant(microseconds: 0)),
                CalendarDate("2026-01-02").map(AttributeValue.date)),
            Example(.instant, .date, .instant(Instant(microseconds: 1)), nil),
            Example(.text(maximumLength: nil, isLong: true), text, .text("two\nlines"), nil),
            Example(.text(maximumLength: nil, isLong: true), text, .text("more than twelve"), nil),
        ]

    @Test(arguments: examples)
    func `gives the same value in the new type, or says why not`(example: Example) {
        let change = Self.change(example.from, example.to)
        #expect(change.isPossible)
        let converted = try? change.converted(example.value).get()
        #expect(converted == example.result)
    }

    @Test func `asks about empty values only where one is required now`() {
        let optional = AppliedColumn(Self.attribute(Self.text))
        let change = ColumnChange(
            table: "t", from: optional, to: Self.attribute(Self.text, required: true), states: { _ in nil })
        #expect(throws: Refusal.Problem.self) { try change.converted(.null).get() }
        #expect(change.suspects("c")?.text == "c IS NULL")
        let filled = ColumnChange(
            table: "t", from: optional, to: Self.attribute(Self.text, required: true, default: .text("x")),
            states: { _ in nil })
        #expect(filled.suspects("c") == nil)
        #expect(filled.summary == ["required, 'x' in records without a value"])
    }

    @Test func `looks at no row where limits only widen`() {
        let pairs: [(AttributeType, AttributeType)] = [
            (Self.text, .text(maximumLength: nil, isLong: true)), (.integer(minimum: 0, maximum: 5), Self.integer),
            (.integer(minimum: 0, maximum: 5), .integer(minimum: nil, maximum: nil)),
        ]
        for (from, to) in pairs {
            #expect(Self.change(from, to).suspects("c") == nil)
            #expect(Self.change(from, to).carrying == .nothing)
        }
    }

    @Test func `selects in the database what may not fit`() {
        let change = Self.change(
            Self.decimal(2), .decimal(scale: 2, minimum: ExactDecimal("0.5"), maximum: ExactDecimal("10")))
        #expect(change.suspects("c") == SQLFragment("c < ? OR c > ?", .integer(50), .integer(1000)))
        let coarser = Self.change(Self.decimal(2), .decimal(scale: 1, minimum: nil, maximum: nil))
        #expect(coarser.suspects("c")?.text == "c % 10 <> 0")
        #expect(coarser.carrying == .expression("$ / 10"))
        let shorter = Self.change(.text(maximumLength: 20, isLong: false), Self.text)
        #expect(shorter.suspects("c") == SQLFragment("length(c) > ?", .integer(12)))
    }

    @Test func `changes a column's type as each database can`() {
        let type = { (attribute: Attribute) in
            EntityType(
                name: "t", setName: "ts", pack: "p", label: LocalizedText("t"), pluralLabel: LocalizedText("t"),
                title: TitlePattern("t"), declared: [attribute], keys: [], indexes: [],
                location: SourceLocation(file: "a.xml", line: 1))
        }
        let plan = MigrationPlan(
            from: AppliedSchema([type(Self.attribute(Self.integer))]), to: [type(Self.attribute(Self.text))])
        #expect(
            plan.statements(.sqlite).map(\.text) == [
                "ALTER TABLE \"t\" ADD COLUMN \"kontor_carrier\" TEXT",
                "UPDATE \"t\" SET \"kontor_carrier\" = CAST(\"a\" AS TEXT) WHERE \"a\" IS NOT NULL",
                "ALTER TABLE \"t\" DROP COLUMN \"a\"", "ALTER TABLE \"t\" RENAME COLUMN \"kontor_carrier\" TO \"a\"",
            ])
        #expect(
            plan.statements(.postgresql).map(\.text) == [
                "ALTER TABLE \"t\" ALTER COLUMN \"a\" DROP DEFAULT",
                "ALTER TABLE \"t\" ALTER COLUMN \"a\" TYPE TEXT COLLATE \"C\" USING CAST(\"a\" AS TEXT)",
            ])
    }
}
