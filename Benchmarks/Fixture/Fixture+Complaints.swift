import Definitions
import Model
import Platform
import Records
import Storage

extension Fixture {
    var complaintType: EntityType {
        get throws {
            guard let type = records.deployment.get().catalog.entityType(named: "complaint") else {
                throw BareError(message: "the definitions have no complaint")
            }
            return type
        }
    }

    /// Puts complaints straight into their table, a third of them received: what is read later is the same as if they had come
    /// through the write path, and a million rows are there within a minute.
    ///
    /// - Returns: their ids.
    func fill(complaints count: Int) async throws -> [RecordID] {
        let account = try await makeAccount()
        let type = try complaintType
        let table = RecordTable(type)
        var source = RowSource()
        var ids: [RecordID] = []
        for start in stride(from: 0, to: count, by: 10_000) {
            let records = (start..<min(start + 10_000, count)).map { number in
                complaint(number, type, account, by: clerk.id, &source)
            }
            ids += records.map(\.id)
            try await self.records.store.write { connection in
                for record in records { try table.insert(record, on: connection) }
            }
        }
        return ids
    }

    private func complaint(
        _ number: Int, _ type: EntityType, _ account: RecordID, by user: RecordID, _ source: inout RowSource
    ) -> Record {
        var record = Record(type: type, values: Array(repeating: .null, count: type.attributes.count))
        let now = TimeOrdered.clock.now()
        record[.id] = .record(TimeOrdered.ids.next())
        record[.revision] = .integer(1)
        record[.createdAt] = .instant(now)
        record[.updatedAt] = .instant(now)
        record[.createdBy] = .record(user)
        record[.updatedBy] = .record(user)
        record["number"] = .text("C-2023-\(number)")
        record["external_id"] = .text("\(7_000_000 + number)")
        record["subject"] = .text("\(RowSource.products[number % 4]): \(RowSource.issues[number % 3])")
        record["status"] = .text(["received", "in_progress", "closed"][number % 3])
        record["priority"] = .text("normal")
        record["customer"] = .record(account)
        record["channel"] = .text("web")
        record["product"] = .text(RowSource.products[number % 4])
        record["issue"] = .text(RowSource.issues[number % 3])
        record["consumer_state"] = .text("CA")
        record["received_on"] = CalendarDate(source.date()).map(AttributeValue.date) ?? .null
        record["claim"] = .decimal(ExactDecimal(unscaled: Int64(number % 100_000), scale: 2))
        record["timely"] = .boolean(true)
        return record
    }

    /// A database of its own with the same tables and their rows, for a bare twin that writes.
    func copyOfTables(_ tables: [String]) throws -> String {
        let path = folder.path + "/bare.sqlite"
        let copy = try BareInsert(copying: tables, from: databasePath)
        try copy.run(into: try copy.emptyDatabase(path), transactionsOf: 500)
        return path
    }
}
