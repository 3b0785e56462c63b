public import Model
import SQLText

// What the log says of single records: to hold them against it.

extension ChangeLogTable {
    /// All entries of one record that can be read, oldest first; those that cannot are told by ``ChangeLogVerification``.
    ///
    /// - Parameter entities: the names that its entity type has had. Records of other types may have its id.
    public static func allEntries(
        of record: RecordID, of entities: [String], in reader: any SQLReader
    ) throws -> [ChangeLogEntry] {
        let names = Array(repeating: "?", count: entities.count).joined(separator: ", ")
        return try reader.all(
            SQLFragment(
                selection + " WHERE \"record_id\" = ? AND \"entity\" IN (\(names)) ORDER BY \"sequence\"",
                bindings: [.blob(record.bytes)] + entities.map(SQLValue.text)), decodeSparing
        ).compactMap { $0 }
    }

    /// The entry at a place; nil where there is none that can be read.
    public static func entry(_ sequence: Int64, in reader: any SQLReader) throws -> ChangeLogEntry? {
        try reader.first(SQLFragment(selection + " WHERE \"sequence\" = ?", .integer(sequence)), decodeSparing) ?? nil
    }

    private static func decodeSparing(_ row: any SQLRow) throws -> ChangeLogEntry? {
        do { return try decode(row) } catch let error as StorageError where error.reason == .corrupt { return nil }
    }

    /// Hands over all entries, oldest first, those too that cannot be read.
    static func forEachStoredEntry(
        in reader: any SQLReader, _ body: (Result<ChangeLogEntry, StorageError>, _ head: ChangeLogHead) throws -> Void
    ) throws {
        try reader.forEachRow(SQLFragment(selection + " ORDER BY \"sequence\"")) { row in
            let head = ChangeLogHead(sequence: row.integer(0), hash: row.blob(11))
            let entry: Result<ChangeLogEntry, StorageError>
            do { entry = .success(try decode(row)) } catch let error as StorageError where error.reason == .corrupt {
                entry = .failure(error)
            }
            try body(entry, head)
        }
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
        ) { row in
            // An entry whose id is none is told as altered; which record it made, nobody knows.
            guard row.withBytes(0, { $0.count == 16 }) else { return }
            try body(try row.recordID(0), row.text(1), row.integer(2))
        }
    }
}
