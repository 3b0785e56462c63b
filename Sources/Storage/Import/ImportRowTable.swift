public import Model
import SQLText

/// What became of each imported row: for the list of refused rows, for repeating an import, and for undoing it.
public enum ImportRowTable {
    private static let columns = """
        "batch", "number", "part", "entity", "record_id", "revision", "source_key", "outcome", "column", "reason"
        """
    private static let selection = "SELECT \(columns) FROM \"kontor_import_row\""
    private static let insertion =
        "INSERT INTO \"kontor_import_row\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

    /// Notes what became of a row, in the transaction of the record.
    public static func insert(_ row: ImportRow, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                insertion, .blob(row.batch.bytes), .integer(row.number), .integer(row.part), .text(row.entity),
                row.recordID.map { .blob($0.bytes) } ?? .null, row.revision.map(SQLValue.integer) ?? .null,
                row.sourceKey.map(SQLValue.blob) ?? .null, .text(row.outcome.rawValue),
                row.column.map(SQLValue.text) ?? .null, row.reason.map(SQLValue.text) ?? .null))
    }

    /// The record that an earlier import made of the row with this key at its source. It may have been deleted since.
    public static func record(
        of entity: String, sourceKey: [UInt8], in reader: any SQLReader
    ) throws -> RecordID? {
        try reader.recordID(
            SQLFragment(
                """
                SELECT r."record_id" FROM "kontor_import_row" r JOIN "kontor_import_batch" b ON b."id" = r."batch"
                WHERE r."entity" = ? AND r."source_key" = ? AND r."record_id" IS NOT NULL AND b."undone_at" IS NULL
                ORDER BY r."batch" DESC LIMIT 1
                """, .text(entity), .blob(sourceKey)))
    }

    /// The refused rows of a batch in the file's order.
    ///
    /// - Parameter number: where the page before ended.
    public static func refused(
        in batch: RecordID, after number: Int64 = 0, limit: Int, in reader: any SQLReader
    ) throws -> [ImportRow] {
        try reader.all(
            SQLFragment(
                selection + """
                     WHERE "batch" = ? AND "outcome" = 'refused' AND "number" > ? ORDER BY "number", "part" LIMIT ?
                    """, .blob(batch.bytes), .integer(number), .integer(Int64(limit))), decode)
    }

    /// What a batch did to records, last first: the order in which to undo it.
    ///
    /// - Parameter number: where the page before ended; rows before it follow.
    public static func changed(
        in batch: RecordID, before number: Int64? = nil, limit: Int, in reader: any SQLReader
    ) throws -> [ImportRow] {
        try reader.all(
            SQLFragment(
                selection + """
                     WHERE "batch" = ? AND "outcome" IN ('created', 'updated', 'followed') AND "record_id" IS NOT NULL
                    AND "number" < ?
                    ORDER BY "number" DESC, "part" DESC LIMIT ?
                    """, .blob(batch.bytes), .integer(number ?? .max), .integer(Int64(limit))), decode)
    }

    /// How many rows of a batch had which outcome. Rows that left their record as it was are not remembered.
    public static func counts(in batch: RecordID, in reader: any SQLReader) throws -> ImportBatch.Counts {
        let rows = try reader.all(
            SQLFragment(
                """
                SELECT "outcome", count(*) FROM "kontor_import_row" r WHERE "batch" = ? AND "entity" =
                (SELECT "entity" FROM "kontor_import_batch" b WHERE b."id" = r."batch") GROUP BY "outcome"
                """, .blob(batch.bytes))
        ) { ($0.text(0), Int($0.integer(1))) }
        let counts = Dictionary(rows, uniquingKeysWith: +)
        func count(_ outcome: ImportRow.Outcome) -> Int { counts[outcome.rawValue] ?? 0 }
        return ImportBatch.Counts(
            created: count(.created), updated: count(.updated), unchanged: count(.unchanged), refused: count(.refused))
    }

    private static func decode(_ row: any SQLRow) throws -> ImportRow {
        guard let outcome = ImportRow.Outcome(rawValue: row.text(7)) else {
            throw StorageError(.corrupt, "an imported row has an unknown outcome")
        }
        return ImportRow(
            batch: try row.recordID(0), number: row.integer(1), part: row.integer(2), entity: row.text(3),
            recordID: try row.optionalRecordID(4), revision: row.optionalInteger(5), sourceKey: row.optionalBlob(6),
            outcome: outcome, column: row.optionalText(8), reason: row.optionalText(9))
    }
}
