public import Model
import SQLText

/// The browser sessions. Whether one has ended is for the caller to say, who has the clock.
public enum WebSessionTable {
    private static let columns = """
        "hash", "principal", "csrf_secret", "created_at", "last_seen_at", "expires_at"
        """
    private static let selectionWithOwner = """
        SELECT s."hash", s."principal", s."csrf_secret", s."created_at", s."last_seen_at", s."expires_at", \
        \(PrincipalTable.columns) FROM "kontor_web_session" s JOIN "kontor_principal" o ON o."id" = s."principal" \
        WHERE s."hash" = ?
        """

    /// Begins a session.
    public static func insert(_ session: StoredWebSession, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_web_session\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?)", .blob(session.hash),
                .blob(session.principal.bytes), .blob(session.csrfSecret), .integer(session.created.microseconds),
                .integer(session.lastSeen.microseconds), .integer(session.expires.microseconds)))
    }

    /// The session of a hash and who signed in, in one query; nil where there is none.
    public static func session(
        _ hash: [UInt8], in reader: any SQLReader
    ) throws -> (session: StoredWebSession, owner: StoredPrincipal)? {
        try reader.first(SQLFragment(selectionWithOwner, .blob(hash))) { row in
            let session = StoredWebSession(
                hash: row.blob(0), principal: try row.recordID(1), csrfSecret: row.blob(2), created: row.instant(3),
                lastSeen: row.instant(4), expires: row.instant(5))
            return (session, try PrincipalTable.decode(row, from: 6))
        }
    }

    /// Notes when a request of the session came.
    public static func touch(_ hash: [UInt8], at instant: Instant, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_web_session\" SET \"last_seen_at\" = ? WHERE \"hash\" = ?",
                .integer(instant.microseconds), .blob(hash)))
    }

    /// Ends a session. Returns whether there was one.
    @discardableResult
    public static func remove(_ hash: [UInt8], on connection: any SQLConnection) throws -> Bool {
        try connection.execute(SQLFragment("DELETE FROM \"kontor_web_session\" WHERE \"hash\" = ?", .blob(hash))) == 1
    }

    /// Ends all sessions of a principal.
    public static func removeAll(of principal: RecordID, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment("DELETE FROM \"kontor_web_session\" WHERE \"principal\" = ?", .blob(principal.bytes)))
    }

    /// Whether there are sessions whose end has come.
    public static func hasExpired(at instant: Instant, in reader: any SQLReader) throws -> Bool {
        try reader.exists(
            SQLFragment(
                "SELECT 1 FROM \"kontor_web_session\" WHERE \"expires_at\" <= ? LIMIT 1",
                .integer(instant.microseconds)))
    }

    /// Removes the sessions whose end has come. Returns how many there were.
    @discardableResult
    public static func removeExpired(at instant: Instant, on connection: any SQLConnection) throws -> Int {
        try connection.execute(
            SQLFragment("DELETE FROM \"kontor_web_session\" WHERE \"expires_at\" <= ?", .integer(instant.microseconds)))
    }
}
