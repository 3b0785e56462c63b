extension AttributeType {
    /// Turns what a request, an import, a script or a form sends into a value of this type.
    ///
    /// Every face sends ``DataValue``; this is the only place that decides what it means. An empty text is no value, because
    /// that is what an empty form field and an empty cell are; whether a value is required is decided by the attribute.
    ///
    ///     AttributeType.decimal(scale: 2, minimum: nil, maximum: nil).coerce(.text("12.5"), of: "claim")
    ///     // .success(.decimal(12.50))
    ///
    /// - Parameters:
    ///   - attribute: the name that a problem is reported under.
    ///   - current: what the record holds now; a retired option may stay but not be chosen anew.
    /// - Returns: the value, or why it is none (`KTR-R101` … `KTR-R116`).
    public func coerce(
        _ value: DataValue, of attribute: String? = nil, keeping current: AttributeValue = .null
    ) -> Result<AttributeValue, Refusal.Problem> {
        if value == .null || value == .text("") { return .success(.null) }
        do throws(Refusal.Problem) {
            return .success(try coerced(value, keeping: current))
        } catch {
            var problem = error
            problem.attribute = attribute
            return .failure(problem)
        }
    }

    private func coerced(
        _ value: DataValue, keeping current: AttributeValue
    ) throws(Refusal.Problem) -> AttributeValue {
        switch self {
        case .text(let maximum, let isLong): try TextRules.text(value, maximumLength: maximum, isLong: isLong)
        case .email: try TextRules.email(value)
        case .phone: try TextRules.phone(value)
        case .url: try TextRules.url(value)
        case .integer(let minimum, let maximum): try NumberRules.integer(value, minimum, maximum)
        case .decimal(let scale, let minimum, let maximum):
            try NumberRules.decimal(value, scale: scale, minimum, maximum)
        case .money(let rules):
            try NumberRules.decimal(value, scale: rules.scale, rules.minimum, rules.maximum)
        case .currency(let codes): try ChoiceRules.code(value, among: codes)
        case .targetType(let names): try ChoiceRules.name(value, among: names)
        case .boolean: try Self.boolean(value)
        case .date: try Self.date(value)
        case .instant: try Self.instant(value)
        case .time(let minimum, let maximum): try TimeRules.time(value, minimum, maximum)
        case .duration(let minimum, let maximum): try TimeRules.duration(value, minimum, maximum)
        case .choice(let options): try ChoiceRules.one(value, options, keeping: current)
        case .multichoice(let options): try ChoiceRules.several(value, options, keeping: current)
        case .json: try JSONRules.json(value)
        case .point: try PointRules.point(value)
        case .lookup, .tree, .polymorphic, .file, .identifier, .principal: try Self.record(value)
        case .formula, .rollup: try result.coerced(value, keeping: current)
        case .autonumber, .state: try TextRules.text(value, maximumLength: 255, isLong: false)
        }
    }

    private static func boolean(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        switch value {
        case .boolean(let value): return .boolean(value)
        case .text(let text) where text.lowercased() == "true": return .boolean(true)
        case .text(let text) where text.lowercased() == "false": return .boolean(false)
        default:
            throw Refusal.Problem(
                "KTR-R111",
                LocalizedText(
                    "\(value.shown) is neither true nor false", german: "\(value.shown) ist weder wahr noch falsch"),
                hint: LocalizedText("write true or false", german: "true oder false angeben"))
        }
    }

    private static func date(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        if case .text(let text) = value, let date = CalendarDate(text) { return .date(date) }
        throw Refusal.Problem(
            "KTR-R112", LocalizedText("\(value.shown) is not a date", german: "\(value.shown) ist kein Datum"),
            hint: LocalizedText(
                "write it as year-month-day, for example 2026-11-22",
                german: "als Jahr-Monat-Tag angeben, zum Beispiel 2026-11-22"))
    }

    private static func instant(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        if case .text(let text) = value, let instant = Instant(text) { return .instant(instant) }
        throw Refusal.Problem(
            "KTR-R113",
            LocalizedText("\(value.shown) is not a date with time", german: "\(value.shown) ist kein Zeitpunkt"),
            hint: LocalizedText(
                "write it with its offset, for example 2026-11-22T09:30:00Z",
                german: "mit Zeitzone angeben, zum Beispiel 2026-11-22T09:30:00Z"))
    }

    private static func record(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        if case .text(let text) = value, let id = RecordID(text) { return .record(id) }
        throw Refusal.Problem(
            "KTR-R116",
            LocalizedText("\(value.shown) is not the id of a record", german: "\(value.shown) ist keine Datensatz-ID"),
            hint: LocalizedText(
                "an id looks like 0190f3c2-7d1e-7abc-8def-0123456789ab",
                german: "eine ID sieht aus wie 0190f3c2-7d1e-7abc-8def-0123456789ab"))
    }
}

extension DataValue {
    /// The inverse of `AttributeType.coerce`: dates, instants and ids become their canonical texts.
    public init(_ value: AttributeValue) {
        switch value {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .decimal(let value): self = .decimal(value)
        case .text(let value): self = .text(value)
        case .date(let value): self = .text(value.description)
        case .instant(let value): self = .text(value.description)
        case .time(let value): self = .text(value.description)
        case .duration(let value): self = .text(value.description)
        case .names(let names): self = .list(names.map { .text($0) })
        case .json(let value): self = value
        case .point(let value):
            self = .object(["latitude": .decimal(value.latitude), "longitude": .decimal(value.longitude)])
        case .record(let value): self = .text(value.description)
        }
    }

    /// The same for German readers: numbers have a decimal comma.
    var shownInGerman: String {
        switch self {
        case .decimal, .number: NumberRules.inGerman(shown)
        default: shown
        }
    }

    /// The value as a message shows it: short, in quotes where it is a text.
    var shown: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): value.description
        case .number(let value): value.description
        case .text(let text): text.count > 40 ? "'\(text.prefix(40))…'" : "'\(text)'"
        case .list: "[…]"
        case .object: "{…}"
        }
    }
}
