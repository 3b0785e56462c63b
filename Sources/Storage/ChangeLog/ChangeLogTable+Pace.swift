public import Model
import SQLText

extension ChangeLogTable {
    /// When the change of a record was made before which so many others came since; nil where there are not as many.
    public static func instant(
        ofChange number: Int, backFromLastOf record: RecordID, entity: String, in reader: any SQLReader
    ) throws -> Instant? {
        try reader.integer(
            SQLFragment(
                """
                SELECT "instant" FROM "kontor_change_log" WHERE "record_id" = ? AND "entity" = ?
                ORDER BY "sequence" DESC LIMIT 1 OFFSET ?
                """, .blob(record.bytes), .text(entity), .integer(Int64(number)))
        ).map(Instant.init(microseconds:))
    }
}
