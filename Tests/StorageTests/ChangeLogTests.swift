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
            ("UPDATE \"kontor_change_log\" SET \"kind\" = 'x' WHERE \"sequence\" = 3", "KTR-S123"),
            ("UPDATE \"kontor_change_log\" SET \"record_id\" = x'00' WHERE \"sequence\" = 3", "KTR-S123"),
            ("UPDATE \"kontor_change_log\" SET \"principal\" = x'' WHERE \"sequence\" = 5", "KTR-S123"),
            ("DELETE FROM \"kontor_change_log\" WHERE \"sequence\" = 3", "KTR-S121"),
            (
                "UPDATE \"kontor_change_log\" SET \"sequence\" = 9223372036854775807 WHERE \"sequence\" = 5", "KTR-S121"
            ),
            ("UPDATE \"kontor_change_log\" SET \"sequence\" = -9223372036854775807 WHERE \"sequence\" = 5", "KTR-S121"),
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
            // One that cannot be read keeps none of the others from being looked at.
            #expect(result.count >= 4)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `takes no entry after a number that none can follow`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let record = ids.next()
            try await fill(store, record, count: 2)
            _ = try await store.write {
                try $0.execute(
                    SQLFragment(
                        "UPDATE \"kontor_change_log\" SET \"sequence\" = 9223372036854775807 WHERE \"sequence\" = 2"))
            }
            let change = change(record, 3)
            let error = await #expect(throws: StorageError.self) {
                try await store.write { try ChangeLogTable.append(change, on: $0) }
            }
            #expect(error?.reason == .corrupt)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `gives the entries of a record by its type, those left out that cannot be read`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let record = ids.next()
            try await fill(store, record, count: 3)
            var other = change(record, 1)
            other.entity = "contract"
            let theirs = other
            _ = try await store.write { connection in
                try ChangeLogTable.append(theirs, on: connection)
                try connection.execute(
                    SQLFragment("UPDATE \"kontor_change_log\" SET \"kind\" = 'x' WHERE \"sequence\" = 2"))
            }
            let entries = try store.read { try ChangeLogTable.allEntries(of: record, of: ["complaint"], in: $0) }
            #expect(entries.map(\.sequence) == [1, 3])
            #expect(try store.read { try ChangeLogTable.entry(2, in: $0) } == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `shows against a noted head that its end was cut off`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            try await fill(store, ids.next(), count: 5)
            let head = try store.read { try ChangeLogTable.currentHead(in: $0) }
            #expect(try store.read { try ChangeLogTable.contains(head, in: $0) })
            _ = try await store.write {
                try $0.execute(SQLFragment("DELETE FROM \"kontor_change_log\" WHERE \"sequence\" > 3"))
            }
            #expect(try store.read { try ChangeLogVerification(reading: $0) }.problems.isEmpty)
            #expect(try store.read { try !ChangeLogTable.contains(head, in: $0) })
            for noted in [head, ChangeLogHead(sequence: nil, hash: head.hash)] {
                let result = try store.read { try ChangeLogVerification(reading: $0, anchors: [noted]) }
                #expect(result.problems.map(\.code) == ["KTR-S124"])
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `contains each head that it had, by place and hash or by hash alone`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            var heads = [try store.read { try ChangeLogTable.currentHead(in: $0) }]
            for _ in 1...3 {
                try await fill(store, ids.next(), count: 2)
                heads.append(try store.read { try ChangeLogTable.currentHead(in: $0) })
            }
            let hashes = heads.dropFirst().map { ChangeLogHead(sequence: nil, hash: $0.hash) }
            let anchors = heads + hashes
            #expect(try store.read { try ChangeLogVerification(reading: $0, anchors: anchors) }.problems.isEmpty)
            var wrong = heads[2]
            wrong.sequence = 3
            #expect(try store.read { try ChangeLogVerification(reading: $0, anchors: [wrong]) }.problems.count == 1)
        }
    }

    @Test func `prints its head as it is read back`() {
        let head = ChangeLogHead(sequence: 12, hash: (0..<32).map { UInt8($0 * 8) })
        #expect(ChangeLogHead("\(head)") == head)
        #expect(ChangeLogHead(String("\(head)".dropFirst(3))) == ChangeLogHead(sequence: nil, hash: head.hash))
        for wrong in [
            "", "12", "12:", "x:" + String(repeating: "0", count: 64), String(repeating: "g", count: 64), "12:é",
        ] {
            #expect(ChangeLogHead(wrong) == nil)
        }
    }
}
