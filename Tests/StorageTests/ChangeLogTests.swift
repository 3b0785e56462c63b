import Model
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `The change log` {
    let ids = SequentialIDs()

    private func change(_ record: RecordID, _ revision: Int64) -> LoggedChange {
        LoggedChange(
            instant: ManualClock().now(), kind: revision == 1 ? .create : .update, entity: "complaint",
            recordID: record, revision: revision, principal: Principal.system.id, cause: "{}",
            before: revision == 1 ? nil : "{\"count\":\(revision - 1)}", after: "{\"count\":\(revision)}")
    }

    private func fill(_ store: any Store, _ record: RecordID, count: Int64) async throws {
        for revision in 1...count {
            let change = change(record, revision)
            _ = try await store.write { try ChangeLogTable.append(change, on: $0) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `numbers changes without a gap and gives them newest first`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let record = ids.next()
            try await fill(store, record, count: 5)
            let key = RecordKey(change(record, 1).entity, record)
            let entries = try store.read { try ChangeLogTable.entries(of: key, limit: 2, in: $0) }
            #expect(entries.map(\.sequence) == [5, 4])
            #expect(entries.first?.change == change(record, 5))
            let older = try store.read { try ChangeLogTable.entries(of: key, before: 4, limit: 9, in: $0) }
            #expect(older.map(\.sequence) == [3, 2, 1])
            let others = try store.read {
                try ChangeLogTable.entries(of: RecordKey("other", record), limit: 9, in: $0)
            }
            #expect(others.isEmpty)
            #expect(try store.read { try ChangeLogTable.knows(record, in: $0) })
            #expect(try store.read { try !ChangeLogTable.knows(ids.next(), in: $0) })
            let result = try store.read { try ChangeLogVerification(reading: $0) }
            #expect(result.problems.isEmpty)
            #expect(result.count == 5)
        }
    }

    @Test(
        arguments: StoreKind.allCases,
        [
            ("UPDATE \"kontor_change_log\" SET \"after\" = '{\"count\":9}' WHERE \"sequence\" = 3", "KTR-S123"),
            ("UPDATE \"kontor_change_log\" SET \"before\" = NULL WHERE \"sequence\" = 3", "KTR-S123"),
            ("UPDATE \"kontor_change_log\" SET \"principal\" = \"record_id\" WHERE \"sequence\" = 1", "KTR-S123"),
            ("DELETE FROM \"kontor_change_log\" WHERE \"sequence\" = 3", "KTR-S121"),
            ("DELETE FROM \"kontor_change_log\" WHERE \"sequence\" = 1", "KTR-S121"),
            (
                "UPDATE \"kontor_change_log\" SET \"previous_hash\" = \"hash\" WHERE \"sequence\" = 2", "KTR-S122"
            ),
        ])
    func `shows that it was tampered with`(kind: StoreKind, tampering: (sql: String, code: String)) async throws {
        try await withStore(kind) { store in
            try await fill(store, ids.next(), count: 5)
            _ = try await store.write { try $0.execute(SQLFragment(tampering.sql)) }
            let result = try store.read { try ChangeLogVerification(reading: $0) }
            #expect(result.problems.map(\.code).contains(tampering.code))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `shows against a noted head that its end was cut off`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            try await fill(store, ids.next(), count: 5)
            let head = try store.read { try ChangeLogTable.head(in: $0) }
            _ = try await store.write {
                try $0.execute(SQLFragment("DELETE FROM \"kontor_change_log\" WHERE \"sequence\" > 3"))
            }
            #expect(try store.read { try ChangeLogVerification(reading: $0) }.problems.isEmpty)
            let result = try store.read { try ChangeLogVerification(reading: $0, anchor: head) }
            #expect(result.problems.map(\.code) == ["KTR-S124"])
        }
    }
}
