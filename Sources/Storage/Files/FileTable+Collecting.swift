public import Model
import SQLText

// What no record holds goes after its time, piece by piece: a large file has many pages to free.

extension FileTable {
    /// Files whose time is over, the longest overdue first.
    public static func expired(at instant: Instant, limit: Int, in reader: any SQLReader) throws -> [RecordID] {
        try reader.all(
            SQLFragment(
                """
                SELECT "id" FROM "kontor_file" WHERE "expires_at" IS NOT NULL AND "expires_at" <= ?
                ORDER BY "expires_at" LIMIT ?
                """, .integer(instant.microseconds), .integer(Int64(limit)))
        ) { try $0.recordID(0) }
    }

    /// Removes the last chunks of a file, at most so many, and the file itself with the last of them.
    ///
    /// - Returns: whether the file is gone.
    public static func remove(_ file: RecordID, chunks limit: Int, on connection: any SQLConnection) throws -> Bool {
        let last = try connection.integer(
            SQLFragment("SELECT max(\"number\") FROM \"kontor_file_chunk\" WHERE \"file\" = ?", .blob(file.bytes)))
        if let last {
            try connection.execute(
                SQLFragment(
                    "DELETE FROM \"kontor_file_chunk\" WHERE \"file\" = ? AND \"number\" > ?", .blob(file.bytes),
                    .integer(last - Int64(limit))))
            if last >= Int64(limit) { return false }
        }
        try connection.execute(SQLFragment("DELETE FROM \"kontor_file\" WHERE \"id\" = ?", .blob(file.bytes)))
        return true
    }

    /// Lets all files go that a column of an entity type's table refers to: the column is about to be removed.
    ///
    /// - Parameters:
    ///   - table: quoted name.
    ///   - column: quoted name.
    public static func releaseAll(
        in table: String, _ column: String, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            SQLFragment(
                """
                UPDATE "kontor_file" SET "expires_at" = 0
                WHERE "id" IN (SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL)
                """))
    }
}
