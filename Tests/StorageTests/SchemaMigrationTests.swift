import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Applying definitions` {
    let ids = SequentialIDs()

    private var extended: [EntityType] {
        let complaint = ComplaintTypes.type(
            "complaint",
            ComplaintTypes.complaint.declaredPositions.map { ComplaintTypes.complaint.attributes[$0] } + [
                ComplaintTypes.attribute(
                    "channel", .text(maximumLength: 20, isLong: false), default: .text("it's web")),
                ComplaintTypes.attribute("handler", .lookup(target: "person", onDelete: .unlink)),
            ], keys: [["number"], ["subject", "channel"]], indexes: [["channel"]])
        let person = ComplaintTypes.type(
            "person", [ComplaintTypes.attribute("employer", .lookup(target: "account", onDelete: .cascade))])
        return [ComplaintTypes.account, complaint, person]
    }

    @Test(arguments: StoreKind.allCases)
    func `adds types, attributes and keys and keeps the records`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let id = ids.next()
            try await store.write {
                try RecordTable(ComplaintTypes.complaint).insert(
                    ComplaintTypes.record(ComplaintTypes.complaint, id, ["subject": .text("old")]), on: $0)
            }
            try await ComplaintTypes.apply(extended, to: store)
            let table = RecordTable(extended[1])
            let record = try #require(try store.read { try table.record(id, in: $0) })
            #expect(record["subject"] == .text("old"))
            #expect(record["channel"] == .text("it's web"))
            #expect(record["handler"] == .null)
            let state = try store.read { try SchemaStateTable.current(in: $0) }
            #expect(state.number == 2)
            #expect(state.schema == AppliedSchema(extended))
            #expect(MigrationPlan(from: state.schema, to: extended).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `leaves the old schema or the new one, whichever statement fails`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let before = try store.read { try SchemaStateTable.current(in: $0) }
            let tables = SQLFragment("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)")
            let oldTables = try store.read { try $0.text(tables) }
            var failing = 1
            while true {
                do {
                    try await ComplaintTypes.apply(extended, to: FaultyStore(store, failingStatement: failing))
                    break
                } catch is FaultyStore.Fault {
                    #expect(try store.read { try SchemaStateTable.current(in: $0) } == before)
                    #expect(try store.read { try $0.text(tables) } == oldTables)
                    failing += 1
                }
            }
            #expect(failing > 8)
            #expect(try store.read { try SchemaStateTable.current(in: $0) }.schema == AppliedSchema(extended))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `refuses a plan made for another state`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let plan = MigrationPlan(from: .empty, to: [ComplaintTypes.account])
            try await ComplaintTypes.apply(ComplaintTypes.all, to: store)
            let error = await #expect(throws: StorageError.self) {
                try await SchemaMigration.apply(plan, fingerprint: "x", at: ManualClock().now(), to: store)
            }
            #expect(error?.reason == .planOutdated)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `refuses a plan that would lose data`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let error = await #expect(throws: StorageError.self) {
                try await ComplaintTypes.apply([ComplaintTypes.account], to: store)
            }
            #expect(error?.reason == .planRefused)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `refuses a database of a newer version`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            _ = try await store.write {
                try $0.execute(SQLFragment("INSERT INTO \"kontor_version\" (\"version\") VALUES (99)"))
            }
            let error = await #expect(throws: StorageError.self) { try await SystemSchema.migrate(store) }
            #expect(error?.reason == .newerVersion(found: 99, known: SystemSchema.version))
            #expect(error?.code == "KTR-S110")
        }
    }
}
