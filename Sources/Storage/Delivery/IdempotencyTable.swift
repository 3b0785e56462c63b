public import Model
import SQLText

/// The outcome of each write that its client gave a key: a repetition gets this instead of a second write.
public enum IdempotencyTable {
    /// The outcome of the write that a principal gave this key, as JSON; nil where there was none.
    ///
    /// - Parameter instant: what was kept before it is forgotten, whether it has been removed yet or not.
    public static func outcome(
        of key: String, by principal: RecordID, since instant: Instant, in reader: any SQLReader
    ) throws -> String? {
        try reader.text(
            SQLFragment(
                """
                SELECT "outcome" FROM "kontor_idempotency" WHERE "principal" = ? AND "key" = ? AND "instant" >= ?
                """, .blob(principal.bytes), .text(key), .integer(instant.microseconds)))
    }

    /// Keeps the outcome, in the transaction of the write.
    ///
    /// - Parameter forgotten: an outcome from before this instant makes room.
    /// - Throws: ``StorageError`` of `unique` where the key was used meanwhile: the write must not be done.
    public static func insert(
        _ outcome: String, of key: String, by principal: RecordID, at instant: Instant,
        inPlaceOfThoseBefore forgotten: Instant, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            SQLFragment(
                """
                DELETE FROM "kontor_idempotency" WHERE "principal" = ? AND "key" = ? AND "instant" < ?
                """, .blob(principal.bytes), .text(key), .integer(forgotten.microseconds)))
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_idempotency" ("principal", "key", "outcome", "instant") VALUES (?, ?, ?, ?)
                """, .blob(principal.bytes), .text(key), .text(outcome), .integer(instant.microseconds)))
    }

    /// Whether there are outcomes from before an instant.
    public static func has(before instant: Instant, in reader: any SQLReader) throws -> Bool {
        try reader.exists(
            SQLFragment(
                "SELECT 1 FROM \"kontor_idempotency\" WHERE \"instant\" < ? LIMIT 1", .integer(instant.microseconds)))
    }

    /// Forgets outcomes from before an instant, the oldest first.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public static func forget(before instant: Instant, limit: Int, on connection: any SQLConnection) throws -> Int {
        try connection.execute(
            SQLFragment(
                """
                DELETE FROM "kontor_idempotency" WHERE ("principal", "key") IN
                (SELECT "principal", "key" FROM "kontor_idempotency" WHERE "instant" < ? ORDER BY "instant" LIMIT ?)
                """, .integer(instant.microseconds), .integer(Int64(limit))))
    }
}
