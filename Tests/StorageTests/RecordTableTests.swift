import Model
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `Keeping records` {
    let table = RecordTable(ComplaintTypes.complaint)
    let accounts = RecordTable(ComplaintTypes.account)
    let ids = SequentialIDs()

    @Test(arguments: StoreKind.allCases)
    func `gives back every kind of value as it was`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let (account, id) = (ids.next(), ids.next())
            let record = ComplaintTypes.record(
                ComplaintTypes.complaint, id,
                [
                    "number": .text("C-1"), "subject": .text("Zähler läuft rückwärts 🙃\nseit Mai"),
                    "claim": .decimal(ExactDecimal(unscaled: -1250, scale: 2)), "urgent": .boolean(true),
                    "received_on": .date(try #require(CalendarDate("2026-02-28"))),
                    "answered_at": .instant(Instant(microseconds: -1)), "count": .integer(.min),
                    "customer": .record(account), "status": .text(""),
                ])
            try await store.write { [accounts, table] connection in
                try accounts.insert(ComplaintTypes.record(ComplaintTypes.account, account), on: connection)
                try table.insert(record, on: connection)
            }
            #expect(try store.read { try table.record(id, in: $0) } == record)
            #expect(
                try store.read { try table.record(withKey: [6], [.text("C-1")], in: $0) } == record)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `brings a decimal to the scale of its attribute`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let id = ids.next()
            let record = ComplaintTypes.record(
                ComplaintTypes.complaint, id, ["claim": .decimal(ExactDecimal(unscaled: 5, scale: 0))])
            try await store.write { [table] in try table.insert(record, on: $0) }
            #expect(try store.read { try $0.integer(SQLFragment("SELECT \"claim\" FROM \"complaint\"")) } == 500)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `changes only the named attributes, and only at the revision that was seen`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let id = ids.next()
            let table = table
            let first = ComplaintTypes.record(
                ComplaintTypes.complaint, id, ["subject": .text("before"), "count": .integer(1)])
            var second = first
            second[.revision] = .integer(2)
            second["subject"] = .text("after")
            second["count"] = .integer(99)
            let (record, subject) = (second, try #require(table.type.position(of: "subject")))
            let outcomes = try await store.write { connection in
                try table.insert(first, on: connection)
                return [
                    try table.update(
                        record, positions: [SystemAttribute.revision.position, subject], ifRevision: 1, on: connection),
                    try table.update(record, positions: [subject], ifRevision: 1, on: connection),
                    try table.delete(id, ifRevision: 1, on: connection),
                ]
            }
            #expect(outcomes == [true, false, false])
            let stored = try #require(try store.read { try table.record(id, in: $0) })
            #expect(stored.revision == 2)
            #expect(stored["subject"] == .text("after"))
            #expect(stored["count"] == .integer(1))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `names the columns of a unique key that is taken`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let (one, other) = (ids.next(), ids.next())
            let error = await #expect(throws: StorageError.self) {
                try await store.write { [table] connection in
                    for id in [one, other] {
                        let values: [String: AttributeValue] = ["number": .text("C-7")]
                        try table.insert(ComplaintTypes.record(ComplaintTypes.complaint, id, values), on: connection)
                    }
                }
            }
            #expect(error?.reason == .unique(table: "complaint", columns: ["number"]))
            #expect(error?.refusal().kind == .conflict)
            #expect(error?.refusal().problems.first?.attribute == "number")
            let count = try store.read { try table.count(in: $0) }
            #expect(count == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `refuses a lookup to nothing at the end of the write, not before`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let (account, id, stray) = (ids.next(), ids.next(), ids.next())
            let (table, accounts) = (table, accounts)
            try await store.write { connection in
                try table.insert(
                    ComplaintTypes.record(ComplaintTypes.complaint, id, ["customer": .record(account)]), on: connection)
                try accounts.insert(ComplaintTypes.record(ComplaintTypes.account, account), on: connection)
            }
            let error = await #expect(throws: StorageError.self) {
                try await store.write { connection in
                    try table.insert(
                        ComplaintTypes.record(ComplaintTypes.complaint, stray, ["customer": .record(stray)]),
                        on: connection)
                }
            }
            #expect(error?.reason == .foreignKey)
            let deleting = await #expect(throws: StorageError.self) {
                try await store.write { try accounts.delete(account, ifRevision: 1, on: $0) }
            }
            #expect(deleting?.reason == .foreignKey)
            let position = try #require(table.type.position(of: "customer"))
            let referring = try store.read { try table.records(referringAt: position, to: account, limit: 10, in: $0) }
            #expect(referring.map(\.id) == [id])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `hides a record that does not meet the row filter`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let id = ids.next()
            let record = ComplaintTypes.record(ComplaintTypes.complaint, id, ["urgent": .boolean(false)])
            try await store.write { [table] in try table.insert(record, on: $0) }
            let filter = SQLFragment("\"urgent\" = ? OR \"count\" > ?", .integer(1), .integer(5))
            #expect(try store.read { try table.record(id, where: filter, in: $0) } == nil)
            #expect(try store.read { try table.contains(id, in: $0) })
        }
    }
}
