import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Changing amounts and choices that exist` {
    private let ids = SequentialIDs()

    private static func money(_ codes: String...) -> [Attribute] {
        let digits = codes.compactMap { Currency.digits(of: $0) }.max() ?? 0
        let amount = ChangedTypes.attribute("fee", .money(MoneyRules(currencies: codes, scale: digits)))
        guard codes.count > 1 else { return [amount] }
        var currency = ChangedTypes.attribute("fee_currency", .currency(among: codes))
        currency.companionOf = "fee"
        return [amount, currency]
    }

    private static func type(_ attributes: [Attribute]) -> EntityType { ChangedTypes.type("thing", attributes) }

    /// Applies a change to records with some values; what stands in its way, and the records afterwards.
    private func change(
        _ before: [Attribute], _ rows: [[String: AttributeValue]], to after: [Attribute]
    ) async throws -> (problems: [Diagnostic], records: [Record]) {
        let (old, new) = (Self.type(before), Self.type(after))
        var result: (problems: [Diagnostic], records: [Record]) = ([], [])
        try await ComplaintTypes.withTables(.sqlite, [old]) { store in
            let made = rows.map { _ in ids.next() }
            try await store.write { connection in
                for (id, values) in zip(made, rows) {
                    try RecordTable(old).insert(ComplaintTypes.record(old, id, values), on: connection)
                }
            }
            let plan = try store.read { try SchemaMigration.plan(to: [new], in: $0) }
            result.problems = plan.problems
            guard plan.problems.isEmpty else { return }
            try await SchemaMigration.apply(
                plan, allowingDestruction: true, fingerprint: "test", at: ManualClock().now(), to: store)
            result.records = try made.compactMap { id in try store.read { try RecordTable(new).record(id, in: $0) } }
            #expect(try store.read { try SchemaMigration.plan(to: [new], in: $0) }.isEmpty)
        }
        return result
    }

    private func decimal(_ unscaled: Int64) -> AttributeValue { .decimal(ExactDecimal(unscaled: unscaled, scale: 2)) }

    @Test func `numbers become amounts in the usual currency`() async throws {
        let (problems, records) = try await change(
            [ChangedTypes.attribute("fee", ChangedTypes.decimal(2))], [["fee": decimal(125)], ["fee": .null]],
            to: Self.money("EUR", "BHD"))
        #expect(problems.isEmpty)
        #expect(records.map { $0["fee"] } == [.decimal(ExactDecimal(unscaled: 1250, scale: 3)), .null])
        #expect(records.map { $0["fee_currency"] } == [.text("EUR"), .null])
    }

    @Test func `amounts keep the currency that they have had`() async throws {
        let (problems, records) = try await change(
            Self.money("EUR"), [["fee": decimal(125)]], to: Self.money("USD", "EUR"))
        #expect(problems.isEmpty)
        #expect(records.map { $0["fee_currency"] } == [.text("EUR")])
    }

    @Test func `amounts in another currency stop a change to one`() async throws {
        let rows: [[String: AttributeValue]] = [
            ["fee": decimal(125), "fee_currency": .text("EUR")], ["fee": decimal(7), "fee_currency": .text("USD")],
        ]
        let (problems, _) = try await change(Self.money("EUR", "USD"), rows, to: Self.money("EUR"))
        #expect(problems.map(\.code) == ["KTR-P105"])
        #expect(problems.first?.hint?.contains("'USD' is not one of the options") == true)
        let relabelled = try await change(Self.money("EUR"), [["fee": decimal(125)]], to: Self.money("USD"))
        #expect(relabelled.problems.map(\.code) == ["KTR-P105"])
        let fitting = try await change(Self.money("EUR", "USD"), [rows[0]], to: Self.money("EUR"))
        #expect(fitting.problems.isEmpty)
        #expect(fitting.records.map { $0["fee"] } == [decimal(125)])
    }

    @Test func `a currency that amounts are in cannot be taken away`() async throws {
        let (problems, _) = try await change(
            Self.money("EUR", "USD", "BHD"),
            [["fee": .decimal(ExactDecimal(unscaled: 1, scale: 3)), "fee_currency": .text("BHD")]],
            to: Self.money("EUR", "USD"))
        #expect(Set(problems.map(\.code)).isSuperset(of: ["KTR-P105"]))
    }

    @Test func `an option that is chosen cannot be taken away`() async throws {
        func tags(_ names: String...) -> [Attribute] {
            let set = OptionSet(name: "tag", options: names.map { .init(name: $0, label: LocalizedText($0)) })
            return [ChangedTypes.attribute("tags", .multichoice(set))]
        }
        let rows: [[String: AttributeValue]] = [["tags": .names(["vip", "vip_old"])], ["tags": .names(["late"])]]
        let lost = try await change(tags("vip", "vip_old", "late"), rows, to: tags("vip", "late"))
        #expect(lost.problems.map(\.code) == ["KTR-P105"])
        #expect(lost.problems.first?.message.hasPrefix("1 record of") == true)
        let unused = try await change(tags("vip", "vip_old", "late"), [rows[1]], to: tags("late", "vip"))
        #expect(unused.problems.isEmpty)
        #expect(unused.records.map { $0["tags"] } == [.names(["late"])])
    }

    @Test func `choices and texts become several choices, and one of several a choice`() async throws {
        let names = OptionSet(name: "o", options: ["a", "b"].map { .init(name: $0, label: LocalizedText($0)) })
        let (problems, records) = try await change(
            [ChangedTypes.attribute("x", .choice(names)), ChangedTypes.attribute("y")],
            [["x": .text("a"), "y": .text("b; a")], ["x": .null, "y": .null]],
            to: [ChangedTypes.attribute("x", .multichoice(names)), ChangedTypes.attribute("y", .multichoice(names))])
        #expect(problems.isEmpty)
        #expect(records.map { $0["x"] } == [.names(["a"]), .null])
        #expect(records.map { $0["y"] } == [.names(["a", "b"]), .null])
        let back = try await change(
            [ChangedTypes.attribute("x", .multichoice(names))], [["x": .names(["a"])], ["x": .names(["a", "b"])]],
            to: [ChangedTypes.attribute("x", .choice(names))])
        #expect(back.problems.map(\.code) == ["KTR-P109"])
        #expect(back.problems.first?.message.hasPrefix("1 record of") == true)
    }

    @Test func `narrower bounds look at times and durations`() async throws {
        let (problems, _) = try await change(
            [
                ChangedTypes.attribute("t", .time(minimum: nil, maximum: nil)),
                ChangedTypes.attribute("d", .duration(minimum: nil, maximum: nil)),
            ],
            [
                ["t": .time(try #require(TimeOfDay("05:00"))), "d": .duration(try #require(TimeSpan("P2D")))],
                ["t": .time(try #require(TimeOfDay("12:00"))), "d": .duration(try #require(TimeSpan("PT1H")))],
            ],
            to: [
                ChangedTypes.attribute("t", .time(minimum: TimeOfDay("06:00"), maximum: nil)),
                ChangedTypes.attribute("d", .duration(minimum: nil, maximum: TimeSpan("P1D"))),
            ])
        #expect(problems.map(\.code) == ["KTR-P104", "KTR-P104"])
        #expect(problems.allSatisfy { $0.message.hasPrefix("1 record of") })
    }
}
