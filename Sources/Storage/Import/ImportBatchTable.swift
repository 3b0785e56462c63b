public import Model
import SQLText

/// The runs of imports.
public enum ImportBatchTable {
    private static let columns = """
        "id", "entity", "file_name", "principal", "started_at", "finished_at", "undone_at", "created", "updated", \
        "unchanged", "refused"
        """
    private static let selection = "SELECT \(columns) FROM \"kontor_import_batch\""

    /// Begins a batch.
    public static func insert(_ batch: ImportBatch, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_import_batch\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                bindings: [
                    .blob(batch.id.bytes), .text(batch.entity), .text(batch.fileName), .blob(batch.principal.bytes),
                    .integer(batch.started.microseconds),
                ] + progress(batch)))
    }

    /// Stores how far a batch has come: its end, its counts, or that it was undone.
    public static func update(_ batch: ImportBatch, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                """
                UPDATE "kontor_import_batch" SET "finished_at" = ?, "undone_at" = ?, "created" = ?, "updated" = ?,
                "unchanged" = ?, "refused" = ? WHERE "id" = ?
                """, bindings: progress(batch) + [.blob(batch.id.bytes)]))
    }

    /// The batch of an id.
    public static func batch(_ id: RecordID, in reader: any SQLReader) throws -> ImportBatch? {
        try reader.first(SQLFragment(selection + " WHERE \"id\" = ?", .blob(id.bytes)), decode)
    }

    /// The last batches, newest first.
    public static func latest(limit: Int, in reader: any SQLReader) throws -> [ImportBatch] {
        try reader.all(SQLFragment(selection + " ORDER BY \"id\" DESC LIMIT ?", .integer(Int64(limit))), decode)
    }

    private static func progress(_ batch: ImportBatch) -> [SQLValue] {
        [
            batch.finished.map { .integer($0.microseconds) } ?? .null,
            batch.undone.map { .integer($0.microseconds) } ?? .null, .integer(Int64(batch.counts.created)),
            .integer(Int64(batch.counts.updated)), .integer(Int64(batch.counts.unchanged)),
            .integer(Int64(batch.counts.refused)),
        ]
    }

    private static func decode(_ row: any SQLRow) throws -> ImportBatch {
        ImportBatch(
            id: try row.recordID(0), entity: row.text(1), fileName: row.text(2), principal: try row.recordID(3),
            started: row.instant(4), finished: row.optionalInstant(5), undone: row.optionalInstant(6),
            counts: ImportBatch.Counts(
                created: Int(row.integer(7)), updated: Int(row.integer(8)), unchanged: Int(row.integer(9)),
                refused: Int(row.integer(10))))
    }
}
