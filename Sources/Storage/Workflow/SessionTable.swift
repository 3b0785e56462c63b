public import Model
import SQLText

/// The session of each record's state chart between two events: configuration, data and history, as JSON.
///
/// A chart belongs to one entity type, so its name and the id tell which record it is of.
public enum SessionTable {
    /// The stored session; nil where the record has none of this chart.
    public static func session(of record: RecordID, chart: String, in reader: any SQLReader) throws -> String? {
        try reader.text(
            SQLFragment(
                "SELECT \"data\" FROM \"kontor_session\" WHERE \"record_id\" = ? AND \"chart\" = ?",
                .blob(record.bytes), .text(chart)))
    }

    /// Stores the session in place of the one before.
    public static func store(
        _ data: String, of record: RecordID, chart: String, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_session" ("record_id", "chart", "data") VALUES (?, ?, ?)
                ON CONFLICT ("record_id", "chart") DO UPDATE SET "data" = excluded."data"
                """, .blob(record.bytes), .text(chart), .text(data)))
    }

    /// Removes the session that a record has of a chart.
    public static func remove(of record: RecordID, chart: String, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "DELETE FROM \"kontor_session\" WHERE \"record_id\" = ? AND \"chart\" = ?", .blob(record.bytes),
                .text(chart)))
    }
}
