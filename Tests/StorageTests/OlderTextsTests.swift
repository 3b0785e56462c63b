import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Texts of an older version` {
    private static let type = ChangedTypes.type(
        "firm", [ChangedTypes.attribute("name"), ChangedTypes.attribute("mail", .email)], keys: [["name"], ["mail"]],
        indexes: [["name", "mail"]])

    /// A store whose rows came in as they were written, before texts had one form.
    private func older(
        _ rows: [(name: String, mail: String)], _ body: (any StoreMaintenance, [RecordID]) async throws -> Void
    ) async throws {
        try await ComplaintTypes.withTables(.sqlite, [Self.type]) { store in
            let ids = SequentialIDs()
            let made = rows.map { _ in ids.next() }
            try await store.write { connection in
                for (id, row) in zip(made, rows) {
                    let values: [String: AttributeValue] = ["name": .text(row.name), "mail": .text(row.mail)]
                    try RecordTable(Self.type).insert(ComplaintTypes.record(Self.type, id, values), on: connection)
                }
                try connection.execute(
                    SQLFragment(
                        """
                        UPDATE "kontor_schema_state" SET "schema" =
                        replace(replace("schema", '"form":1', '"form":0'), '\(SQLFunctions.order)', 'kontor_older')
                        """))
            }
            try await body(store, made)
        }
    }

    private func plan(_ store: any Store) throws -> MigrationPlan {
        try store.read { try SchemaMigration.plan(to: [Self.type], in: $0) }
    }

    @Test func `are brought to their one form by the next apply`() async throws {
        try await older([(" Jose\u{301} ", "Max@Example.COM"), ("Plain", "a@b.de")]) { store, ids in
            let plan = try plan(store)
            #expect(plan.problems.isEmpty)
            #expect(plan.lines.contains("~ column firm.name: texts in normal form"))
            try await SchemaMigration.apply(plan, fingerprint: "new", at: ManualClock().now(), to: store)
            let table = RecordTable(Self.type)
            let first = try #require(try store.read { try table.record(ids[0], in: $0) })
            #expect(first["name"] == .text("Jos\u{E9}") && first["mail"] == .text("max@example.com"))
            let name = try #require(Self.type.position(of: "name"))
            #expect(try store.read { try table.record(withKey: [name], [.text("Jos\u{E9}")], in: $0) } == first)
            #expect(try self.plan(store).isEmpty)
            #expect(try store.integrityProblems() == [])
        }
    }

    @Test func `that become one are named`() async throws {
        try await older([("Jos\u{E9}", "a@b.de"), ("Jose\u{301}", "A@B.de")]) { store, ids in
            let problems = try plan(store).problems
            #expect(problems.map(\.code) == ["KTR-P111", "KTR-P111"])
            for id in ids { #expect(problems.allSatisfy { $0.hint?.contains(id.description) == true }) }
        }
    }
}
