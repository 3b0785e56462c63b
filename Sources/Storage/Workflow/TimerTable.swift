public import Model
import SQLText

/// The timers of all charts.
///
/// To fire one is a single transaction: claim it, take the chart's step, remove it. So it fires once, whatever is killed.
public enum TimerTable {
    private static let columns = """
        "id", "due_at", "entity", "record_id", "chart", "send_id", "event", "data", "created_at", \
        "attempts"
        """
    private static let selection = "SELECT \(columns) FROM \"kontor_timer\""

    /// Sets a timer.
    public static func insert(_ timer: StoredTimer, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_timer\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                .blob(timer.id.bytes), .integer(timer.due.microseconds), .text(timer.entity),
                .blob(timer.recordID.bytes), .text(timer.chart), .text(timer.sendID), .text(timer.event),
                .text(timer.data), .integer(timer.created.microseconds), .integer(Int64(timer.attempts))))
    }

    /// Takes the timers that are due for this transaction, in the order in which they fell due. Another process that
    /// asks meanwhile gets others. ``remove(_:on:)`` each within the same transaction once its event was taken.
    public static func claimDue(
        at instant: Instant, limit: Int, on connection: any SQLConnection
    ) throws -> [StoredTimer] {
        try connection.all(
            SQLFragment(
                selection + " WHERE \"due_at\" <= ? ORDER BY \"due_at\", \"id\" LIMIT ?"
                    + connection.dialect.claimingRows,
                .integer(instant.microseconds), .integer(Int64(limit))), decode)
    }

    /// Removes a timer. Returns whether it was still there: if not, it must not fire.
    @discardableResult
    public static func remove(_ id: RecordID, on connection: any SQLConnection) throws -> Bool {
        try connection.execute(SQLFragment("DELETE FROM \"kontor_timer\" WHERE \"id\" = ?", .blob(id.bytes))) == 1
    }

    /// Notes that a timer's event was refused, and when to try again.
    public static func postpone(
        _ id: RecordID, attempts: Int, until due: Instant, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_timer\" SET \"attempts\" = ?, \"due_at\" = ? WHERE \"id\" = ?",
                .integer(Int64(attempts)), .integer(due.microseconds), .blob(id.bytes)))
    }

    /// Removes the timers of a record that were set with a send id, as `<cancel>` asks. Returns how many there were.
    @discardableResult
    public static func cancel(
        of record: RecordID, sendID: String, on connection: any SQLConnection
    ) throws -> Int {
        try connection.execute(
            SQLFragment(
                "DELETE FROM \"kontor_timer\" WHERE \"record_id\" = ? AND \"send_id\" = ?", .blob(record.bytes),
                .text(sendID)))
    }

    /// Removes all timers of a record: it was deleted, or its chart has come to an end.
    @discardableResult
    public static func cancelAll(of record: RecordID, on connection: any SQLConnection) throws -> Int {
        try connection.execute(
            SQLFragment("DELETE FROM \"kontor_timer\" WHERE \"record_id\" = ?", .blob(record.bytes)))
    }

    /// The timers of a record in the order in which they fall due.
    public static func timers(of record: RecordID, in reader: any SQLReader) throws -> [StoredTimer] {
        try reader.all(
            SQLFragment(
                selection + " WHERE \"record_id\" = ? ORDER BY \"due_at\", \"id\"", .blob(record.bytes)), decode)
    }

    /// When the next timer falls due; nil where there is none.
    public static func nextDue(in reader: any SQLReader) throws -> Instant? {
        try reader.integer(SQLFragment("SELECT min(\"due_at\") FROM \"kontor_timer\"")).map(Instant.init(microseconds:))
    }

    private static func decode(_ row: any SQLRow) throws -> StoredTimer {
        StoredTimer(
            id: try row.recordID(0), due: row.instant(1), entity: row.text(2), recordID: try row.recordID(3),
            chart: row.text(4), sendID: row.text(5), event: row.text(6), data: row.text(7), created: row.instant(8),
            attempts: Int(row.integer(9)))
    }
}
