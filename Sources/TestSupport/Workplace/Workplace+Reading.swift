import Definitions
public import Model
import Queries
import Records
import SQLText
public import Storage

extension Workplace {
    /// A record as it is stored now.
    public func reread(_ record: Record, as principal: Principal? = nil) throws -> Record {
        try records.read(record.type.name, record.id, as: principal ?? admin)
    }

    /// All records of a type, by id.
    public func all(_ entity: String) throws -> [Record] {
        var query = Query(try type(entity))
        query.top = 10_000
        return try records.list(query, as: admin).records
    }

    /// How many rows each of Kontor's own tables and each entity type has: what must not change when a write is refused.
    public func rowCounts() throws -> [String: Int64] {
        let tables =
            catalog.entityTypes.map(\.name) + [
                "kontor_change_log", "kontor_session", "kontor_timer", "kontor_outbox", "kontor_idempotency",
                "kontor_counter", "kontor_subject_key", "kontor_file", "kontor_file_chunk",
            ]
        return try store.read { reader in
            var counts: [String: Int64] = [:]
            for table in tables {
                counts[table] = try reader.integer(SQLFragment("SELECT count(*) FROM \"\(table)\""))
            }
            return counts
        }
    }

    /// The change log as it is on disk: one text per entry, all columns.
    public func changeLogTexts() throws -> [String] {
        try store.read { reader in
            var texts: [String] = []
            try ChangeLogTable.forEachEntry(in: reader) { entry in
                let change = entry.change
                texts.append("\(change.entity) \(change.cause) \(change.before ?? "") \(change.after ?? "")")
            }
            return texts
        }
    }

    /// What is wrong with the change log; empty when its chain holds.
    public func changeLogProblems() throws -> [Diagnostic] {
        try store.read { try ChangeLogVerification(reading: $0).problems }
    }

    /// Changes the database behind the service's back.
    public func tamper(_ sql: String) async throws {
        _ = try await store.write { try $0.execute(SQLFragment(sql)) }
    }

    /// The timers that a record waits for, in the order in which they fall due.
    public func timers(of record: Record) throws -> [StoredTimer] {
        try store.read { try TimerTable.timers(of: record.key, in: $0) }
    }
}
