public import Model
import SQLText

/// The messages that wait for their delivery.
public enum OutboxTable {
    private static let columns = """
        "id", "sequence", "topic", "payload", "created_at", "attempts", "due_at"
        """

    /// Adds a message, in the transaction of the change that it tells of.
    public static func append(_ message: OutboxMessage, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_outbox\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)", .blob(message.id.bytes),
                .integer(message.sequence), .text(message.topic), .text(message.payload),
                .integer(message.created.microseconds), .integer(Int64(message.attempts)),
                .integer(message.due.microseconds)))
    }

    /// Takes messages that are due for this transaction, in the order of the changes they tell of.
    public static func claimDue(
        at instant: Instant, limit: Int, on connection: any SQLConnection
    ) throws -> [OutboxMessage] {
        try connection.all(
            SQLFragment(
                "SELECT \(columns) FROM \"kontor_outbox\" WHERE \"due_at\" <= ? ORDER BY \"sequence\", \"id\" LIMIT ?"
                    + connection.dialect.claimingRows,
                .integer(instant.microseconds), .integer(Int64(limit)))
        ) { row in
            OutboxMessage(
                id: try row.recordID(0), sequence: row.integer(1), topic: row.text(2), payload: row.text(3),
                created: row.instant(4), attempts: Int(row.integer(5)), due: row.instant(6))
        }
    }

    /// Notes a failed attempt, or that one is under way, and when to try next.
    public static func postpone(
        _ id: RecordID, attempts: Int, until due: Instant, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_outbox\" SET \"attempts\" = ?, \"due_at\" = ? WHERE \"id\" = ?",
                .integer(Int64(attempts)), .integer(due.microseconds), .blob(id.bytes)))
    }

    /// Removes a message that was delivered.
    public static func remove(_ id: RecordID, on connection: any SQLConnection) throws {
        try connection.execute(SQLFragment("DELETE FROM \"kontor_outbox\" WHERE \"id\" = ?", .blob(id.bytes)))
    }

    /// When the next message is due; nil where there is none.
    public static func nextDue(in reader: any SQLReader) throws -> Instant? {
        try reader.integer(SQLFragment("SELECT min(\"due_at\") FROM \"kontor_outbox\"")).map(
            Instant.init(microseconds:))
    }
}
