public import Model
import SQLText

/// The timers of all charts.
///
/// To fire one is a single transaction: claim it, take the chart's step, remove it. So it fires once, whatever is killed.
public enum TimerTable {
    static let columns = """
        "id", "due_at", "entity", "record_id", "chart", "send_id", "event", "data", "created_at", \
        "attempts", "problem"
        """
    static let selection = "SELECT \(columns) FROM \"kontor_timer\""

    /// Sets a timer.
    public static func insert(_ timer: StoredTimer, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_timer\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                .blob(timer.id.bytes), .integer(timer.due.microseconds), .text(timer.entity),
                .blob(timer.recordID.bytes), .text(timer.chart), .text(timer.sendID), .text(timer.event),
                .text(timer.data), .integer(timer.created.microseconds), .integer(Int64(timer.attempts)),
                timer.problem.map { .text($0) } ?? .null))
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

    /// Notes that a timer's event was refused, why, and when to try again; nil waits until the record changes.
    public static func postpone(
        _ id: RecordID, attempts: Int, until due: Instant?, problem: String, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_timer\" SET \"attempts\" = ?, \"due_at\" = ?, \"problem\" = ? WHERE \"id\" = ?",
                .integer(Int64(attempts)), .integer((due ?? never).microseconds), .text(problem), .blob(id.bytes)))
    }

    /// Where timers stand that wait for their record to change: the last second of the year 9999.
    static let never = Instant(microseconds: 253_402_300_799_000_000)

    /// Whether a timer waits for its record to change.
    public static func isWaitingForChange(_ timer: StoredTimer) -> Bool { timer.due >= never }

    private static let ofRecord = "\"record_id\" = ? AND \"entity\" = ?"

    private static func bindings(_ record: RecordKey) -> [SQLValue] { [.blob(record.id.bytes), .text(record.entity)] }

    /// Makes the refused timers of a record due again: it has changed, and the reason may be gone.
    public static func retry(of record: RecordKey, at instant: Instant, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                """
                UPDATE "kontor_timer" SET "due_at" = ?, "attempts" = 0
                WHERE \(ofRecord) AND "problem" IS NOT NULL AND "due_at" > ?
                """,
                bindings: [.integer(instant.microseconds)] + bindings(record) + [.integer(instant.microseconds)]))
    }

    /// Timers whose event was refused, those that have waited longest first.
    public static func refused(limit: Int, in reader: any SQLReader) throws -> [StoredTimer] {
        try reader.all(
            SQLFragment(
                selection + " WHERE \"problem\" IS NOT NULL ORDER BY \"created_at\", \"id\" LIMIT ?",
                .integer(Int64(limit))), decode)
    }

    /// How many timers were refused, and how many of them wait for their record to change.
    public static func refusedCount(in reader: any SQLReader) throws -> (all: Int, waiting: Int) {
        try reader.first(
            SQLFragment(
                """
                SELECT count(*), sum(CASE WHEN "due_at" >= ? THEN 1 ELSE 0 END) FROM "kontor_timer"
                WHERE "problem" IS NOT NULL
                """, .integer(never.microseconds))
        ) { (Int($0.integer(0)), Int($0.integer(1))) } ?? (0, 0)
    }

    /// Removes the timers of a record that were set with a send id, as `<cancel>` asks. Returns how many there were.
    @discardableResult
    public static func cancel(
        of record: RecordKey, sendID: String, on connection: any SQLConnection
    ) throws -> Int {
        try connection.execute(
            SQLFragment(
                "DELETE FROM \"kontor_timer\" WHERE \(ofRecord) AND \"send_id\" = ?",
                bindings: bindings(record) + [.text(sendID)]))
    }

    /// Removes all timers of a record: it was deleted, or its chart has come to an end.
    @discardableResult
    public static func cancelAll(of record: RecordKey, on connection: any SQLConnection) throws -> Int {
        try connection.execute(
            SQLFragment("DELETE FROM \"kontor_timer\" WHERE \(ofRecord)", bindings: bindings(record)))
    }

    /// The timers of a record in the order in which they fall due.
    public static func timers(of record: RecordKey, in reader: any SQLReader) throws -> [StoredTimer] {
        try reader.all(
            SQLFragment(
                selection + " WHERE \(ofRecord) ORDER BY \"due_at\", \"id\"", bindings: bindings(record)), decode)
    }

    /// When the next timer falls due; nil where there is none.
    public static func nextDue(in reader: any SQLReader) throws -> Instant? {
        try reader.integer(SQLFragment("SELECT min(\"due_at\") FROM \"kontor_timer\"")).map(Instant.init(microseconds:))
    }

    static func decode(_ row: any SQLRow) throws -> StoredTimer {
        StoredTimer(
            id: try row.recordID(0), due: row.instant(1), entity: row.text(2), recordID: try row.recordID(3),
            chart: row.text(4), sendID: row.text(5), event: row.text(6), data: row.text(7), created: row.instant(8),
            attempts: Int(row.integer(9)), problem: row.optionalText(10))
    }
}
