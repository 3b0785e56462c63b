public import Model
import SQLText
import Storage

extension Workplace {
    /// Makes records of two entity types that have the same id, as databases hold them that were written before ids were given once.
    ///
    /// - Returns: the id of both.
    public func twins(_ one: String, _ other: String, _ values: [String: DataValue]) async throws -> RecordID {
        let id = try await create(one, values).id
        let second = try await create(other, values).id
        for (table, columns) in [
            (other, ["id"]), ("kontor_change_log", ["record_id"]), ("kontor_timer", ["record_id"]),
        ] {
            for column in columns {
                try await tamper(
                    "UPDATE \"\(table)\" SET \"\(column)\" = \(id.sql) WHERE \"\(column)\" = \(second.sql)")
            }
        }
        return id
    }
}

extension RecordID {
    /// As SQL writes its bytes.
    public var sql: String {
        "x'" + bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() + "'"
    }
}
