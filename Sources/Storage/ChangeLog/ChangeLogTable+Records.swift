public import Model
import SQLText

// What the log says of single records: to hold them against it.

extension ChangeLogTable {
    /// All entries of one id, oldest first. Records of several entity types may have it.
    public static func allEntries(of record: RecordID, in reader: any SQLReader) throws -> [ChangeLogEntry] {
        try reader.all(
            SQLFragment(selection + " WHERE \"record_id\" = ? ORDER BY \"sequence\"", .blob(record.bytes)), decode)
    }

    /// The entry at a place.
    public static func entry(_ sequence: Int64, in reader: any SQLReader) throws -> ChangeLogEntry? {
        try reader.first(SQLFragment(selection + " WHERE \"sequence\" = ?", .integer(sequence)), decode)
    }

    /// Hands over the entries that made a record which is neither in a table nor deleted by a later entry.
    ///
    /// - Parameters:
    ///   - table: the table that has the records now.
    ///   - names: what their entity type was called over time.
    public static func forEachLostRecord(
        of table: String, names: [String], in reader: any SQLReader,
        _ body: (_ record: RecordID, _ entity: String, _ sequence: Int64) throws -> Void
    ) throws {
        let placeholders = names.map { _ in "?" }.joined(separator: ", ")
        let list = names.map(SQLValue.text)
        try reader.forEachRow(
            SQLFragment(
                """
                SELECT l."record_id", l."entity", l."sequence" FROM "kontor_change_log" l
                WHERE l."kind" = 'create' AND l."entity" IN (\(placeholders))
                AND NOT EXISTS (SELECT 1 FROM \(quotedIdentifier(table)) t WHERE t."id" = l."record_id")
                AND NOT EXISTS (SELECT 1 FROM "kontor_change_log" d WHERE d."record_id" = l."record_id"
                AND d."sequence" > l."sequence" AND d."kind" = 'delete' AND d."entity" IN (\(placeholders)))
                ORDER BY l."sequence"
                """, bindings: list + list)
        ) { try body(try $0.recordID(0), $0.text(1), $0.integer(2)) }
    }
}
