public import Model
import SQLText

extension ImportBatchTable {
    /// Imports that neither came to their end nor were taken back, newest first, with how many rows of each are in.
    public static func unfinished(
        of entity: String, in reader: any SQLReader
    ) throws -> [(batch: RecordID, fileName: String, started: Instant, rows: Int64)] {
        try reader.all(
            SQLFragment(
                """
                SELECT b."id", b."file_name", b."started_at", (SELECT count(*) FROM "kontor_import_row" r WHERE r."batch" = b."id"
                AND r."part" = 0 AND r."record_id" IS NOT NULL)
                FROM "kontor_import_batch" b WHERE b."entity" = ? AND b."finished_at" IS NULL
                AND b."undone_at" IS NULL ORDER BY b."id" DESC LIMIT 100
                """, .text(entity))
        ) { (try $0.recordID(0), $0.text(1), $0.instant(2), $0.integer(3)) }
    }
}
