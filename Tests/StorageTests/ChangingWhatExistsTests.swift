import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Changing what exists` {
    private let ids = SequentialIDs()

    private func plan(to types: [EntityType], _ store: any Store) throws -> MigrationPlan {
        try store.read { try SchemaMigration.plan(to: types, in: $0) }
    }

    @discardableResult
    private func apply(_ types: [EntityType], to store: any Store) async throws -> SchemaState {
        try await SchemaMigration.apply(
            plan(to: types, store), allowingDestruction: true, fingerprint: "test", at: ManualClock().now(), to: store)
    }

    /// One entity type `thing` with one attribute and some values, which shall become another attribute.
    private func thing(
        _ old: Attribute, _ values: [AttributeValue], _ body: (any StoreMaintenance, [RecordID]) async throws -> Void
    ) async throws {
        let type = ChangedTypes.type("thing", [old])
        try await ComplaintTypes.withTables(.sqlite, [type]) { store in
            let made = values.map { _ in ids.next() }
            try await store.write { connection in
                for (id, value) in zip(made, values) {
                    try RecordTable(type).insert(ComplaintTypes.record(type, id, ["a": value]), on: connection)
                }
            }
            try await body(store, made)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `carries every value over in one plan of all kinds of steps`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind, ChangedTypes.before) { store in
            let orders = try await ChangedTypes.fill(store, ids)
            let plan = try plan(to: ChangedTypes.after, store)
            #expect(plan.problems.map(\.description) == [])
            #expect(
                plan.lines == [
                    "~ table account → company", "~ column company.name → title", "~ column order.number → code",
                    "~ column order.due → due_on", "+ table agent (7 columns)",
                    "~ column order.status: follows the chart order_2, until now order",
                    "~ column order.amount: decimal(2) → decimal(4)", "~ column order.pieces: text → integer",
                    "~ column order.due_on: text → date", "~ column order.rush: boolean → choice",
                    "~ column order.level: integer → text; up to 5 characters",
                    "~ column order.colour: without the choices blue",
                    "~ column order.remark: up to 20 characters; required, 'none' in records without a value",
                    "~ column order.contact: text → email", "~ column order.weight: decimal(2) → integer",
                    "+ column order.channel text, required, 'web' in existing records",
                    "+ column order.agent lookup(agent)", "! drops column order.payer, 3 values",
                    "! drops column order.fax, 3 values",
                    "! drops table archive, 1 record", "! drops table shelf, 1 record",
                    "- index order(remark, id)", "+ unique key order(pieces, level)", "+ index order(agent, id)",
                ])
            try await apply(ChangedTypes.after, to: store)

            let table = RecordTable(ChangedTypes.after[1])
            let first = try #require(try store.read { try table.record(orders[0], in: $0) })
            #expect(first["code"] == .text("O-0000"))
            #expect(first["amount"] == .decimal(ExactDecimal(unscaled: 0, scale: 4)))
            #expect(first["pieces"] == .integer(7))
            #expect(first["due_on"] == CalendarDate("2026-03-01").map(AttributeValue.date))
            #expect(first["rush"] == .text("yes") && first["level"] == .text("-1") && first["weight"] == .integer(3))
            #expect(first["channel"] == .text("web") && first["agent"] == .null)
            let second = try #require(try store.read { try table.record(orders[1], in: $0) })
            #expect(second["amount"] == .decimal(ExactDecimal(unscaled: 105_000, scale: 4)))
            let last = try #require(try store.read { try table.record(orders[3], in: $0) })
            #expect(last["pieces"] == .null && last["remark"] == .text("none") && last["channel"] == .text("web"))
            #expect(first["revision"] == .integer(1))

            #expect(try store.integrityProblems() == [])
            let state = try store.read { try SchemaStateTable.current(in: $0) }
            #expect(state.schema.nameChanges.count == 8)
            #expect(try store.read { try SchemaStateTable.nameChanges(in: $0) } == state.schema.nameChanges)
            #expect(try self.plan(to: ChangedTypes.after, store).isEmpty)
            for series in ["order.code:O-", "order.numbers:O-"] {
                let next = try await store.write { try CounterTable.next(series, on: $0) }
                #expect(next == 2)
            }
            // What the database had afterwards is what an empty one gets.
            try await withStore(kind) { other in
                try await apply(ChangedTypes.after, to: other)
                let (changed, new) = (try indexes(of: store), try indexes(of: other))
                #expect(changed == new)
            }
        }
    }

    private func indexes(of store: any Store) throws -> [String] {
        try store.read {
            try $0.all(SQLFragment("SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY name")) { $0.text(0) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `has the old state or the new one, whichever statement of all steps fails`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind, ChangedTypes.before) { store in
            _ = try await ChangedTypes.fill(store, ids)
            let plan = try plan(to: ChangedTypes.after, store)
            let before = try contents(of: store)
            var failing = 1
            while true {
                do {
                    try await SchemaMigration.apply(
                        plan, allowingDestruction: true, fingerprint: "new", at: ManualClock().now(),
                        to: FaultyStore(store, failingStatement: failing))
                    break
                } catch is FaultyStore.Fault {
                    #expect(try contents(of: store) == before, "after statement \(failing)")
                    failing += 1
                }
            }
            #expect(failing > 75)
            #expect(try self.plan(to: ChangedTypes.after, store).isEmpty)
            #expect(try store.integrityProblems() == [])
        }
    }

    @Test func `lists the records that a narrower or another type has no room for`() async throws {
        let values: [AttributeValue] = [.text("12"), .text("twelve"), .null, .text(String(repeating: "x", count: 39))]
        try await thing(ChangedTypes.attribute("a"), values) { store, made in
            let number = [ChangedTypes.type("thing", [ChangedTypes.attribute("a", ChangedTypes.integer)])]
            let found = try plan(to: number, store).problems
            #expect(found.map(\.code) == ["KTR-P109"])
            #expect(found.first?.location == ChangedTypes.here)
            #expect(found.first?.message == "2 records of 'thing' do not fit 'a' as it is defined now")
            #expect(
                found.first?.hint?.contains("\n        \(made[1]): 'twelve': 'twelve' is not a whole number") == true)
            await #expect(throws: DiagnosticsError.self) { try await apply(number, to: store) }

            let short = ChangedTypes.attribute("a", .text(maximumLength: 5, isLong: false), required: true)
            let narrow = try plan(to: [ChangedTypes.type("thing", [short])], store).problems
            #expect(narrow.map(\.code) == ["KTR-P104"])
            #expect(narrow.first?.message.hasPrefix("3 records") == true)
            #expect(narrow.first?.hint?.contains("\(made[2]): has no value, but one is now required") == true)
        }
    }

    @Test func `names codes of values that are personal data, and never the values`() async throws {
        try await thing(ChangedTypes.attribute("a", personal: true), [.text("Mx Someone")]) { store, made in
            let number = ChangedTypes.type("thing", [ChangedTypes.attribute("a", ChangedTypes.integer)])
            let found = try plan(to: [number], store).problems
            #expect(found.first?.hint?.contains("\(made[0]): ••• (personal data) [KTR-R107]") == true)
            #expect(found.first?.description.contains("Someone") == false)
        }
    }

    @Test func `lists twenty and counts all`() async throws {
        try await thing(ChangedTypes.attribute("a"), (0..<30).map { .text("n\($0)") }) { store, _ in
            let number = ChangedTypes.type("thing", [ChangedTypes.attribute("a", ChangedTypes.integer)])
            let found = try #require(try plan(to: [number], store).problems.first)
            #expect(found.message.hasPrefix("30 records"))
            #expect(found.hint?.split(separator: "\n").count == 21)
        }
    }

    @Test func `wants a default for a new required attribute where there are records`() async throws {
        let a = ChangedTypes.attribute("a")
        let types = [ChangedTypes.type("thing", [a, ChangedTypes.attribute("b", required: true)])]
        try await thing(a, [.null, .null]) { store, _ in
            let found = try plan(to: types, store).problems
            #expect(found.map(\.code) == ["KTR-P110"])
            #expect(
                found.first?.message
                    == "attribute 'b' of 'thing' is required, but 2 existing records have no value for it")
        }
        try await thing(a, [.null]) { store, _ in
            let found = try plan(to: types, store).problems
            #expect(
                found.map(\.message)
                    == ["attribute 'b' of 'thing' is required, but 1 existing record has no value for it"])
        }
        try await thing(a, []) { store, _ in
            let found = try plan(to: types, store).problems
            #expect(found.isEmpty)
        }
    }

    @Test func `lists values that a new key would not allow, with their records`() async throws {
        let values: [AttributeValue] = [.text("x"), .text("y"), .text("x"), .null, .null]
        try await thing(ChangedTypes.attribute("a"), values) { store, made in
            let keyed = ChangedTypes.type("thing", [ChangedTypes.attribute("b", was: ["a"])], keys: [["b"]])
            let found = try plan(to: [keyed], store).problems
            #expect(found.map(\.code) == ["KTR-P111"])
            #expect(found.first?.message == "the key thing(b) cannot be created: 1 value repeats")
            #expect(
                found.first?.hint?.hasSuffix("\n        'x' in 2 records: \(made[0]), \(made[2])") == true)
            let constant = ChangedTypes.attribute("c", default: .text("same"))
            let all = ChangedTypes.type("thing", [ChangedTypes.attribute("a"), constant], keys: [["c"]])
            #expect(try plan(to: [all], store).problems.map(\.code) == ["KTR-P111"])
        }
    }

    @Test func `finds values that only a conversion makes equal before it keeps anything`() async throws {
        try await thing(ChangedTypes.attribute("a"), [.text("yes"), .text("1")]) { store, _ in
            let before = try contents(of: store)
            let keyed = ChangedTypes.type("thing", [ChangedTypes.attribute("a", .boolean)], keys: [["a"]])
            let error = await #expect(throws: DiagnosticsError.self) { try await apply([keyed], to: store) }
            #expect(error?.diagnostics.map(\.code) == ["KTR-P111"])
            #expect(try contents(of: store) == before)
        }
    }

    @Test func `keeps a state that records are in`() async throws {
        let lead = ChangedTypes.type("lead", [ChangedTypes.attribute("status", .state(chart: "lead"))])
        try await withStore(.sqlite) { store in
            let old = try store.read {
                try SchemaMigration.plan(to: [lead], states: { _ in ["new", "won", "paid", "sent"] }, in: $0)
            }
            try await SchemaMigration.apply(old, fingerprint: "a", at: ManualClock().now(), to: store)
            let made = ["new", "won", "paid sent"].map { ($0, ids.next()) }
            try await store.write { connection in
                for (state, id) in made {
                    let record = ComplaintTypes.record(lead, id, ["status": .text(state)])
                    try RecordTable(lead).insert(record, on: connection)
                }
            }
            let problems = { (states: [String]) in
                try store.read { try SchemaMigration.plan(to: [lead], states: { _ in states }, in: $0) }.problems
            }
            #expect(try problems(["new", "won", "paid", "sent", "lost"]).isEmpty)
            let found = try problems(["new", "won", "sent", "lost"])
            #expect(found.map(\.code) == ["KTR-P105"])
            #expect(
                found.first?.hint?.contains("\(made[2].1): 'paid sent': 'paid' is no longer a state of the chart")
                    == true)
        }
    }

    @Test func `loses nothing unless told to`() async throws {
        try await thing(ChangedTypes.attribute("a"), [.text("x")]) { store, _ in
            let plan = try plan(to: [ChangedTypes.type("thing", [])], store)
            #expect(plan.lines == ["! drops column thing.a, 1 value"])
            #expect(plan.destructions.first?.message.hasSuffix("its values would be lost (1 value)") == true)
            let error = await #expect(throws: StorageError.self) {
                try await SchemaMigration.apply(plan, fingerprint: "x", at: ManualClock().now(), to: store)
            }
            #expect(error?.reason == .planRefused)
        }
    }
}
