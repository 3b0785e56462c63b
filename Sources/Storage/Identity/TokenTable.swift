public import Model
import SQLText

/// The tokens of all principals. Whether one has expired is for the caller to say, who has the clock.
public enum TokenTable {
    private static let columns = """
        "hash", "principal", "label", "created_at", "expires_at", "last_used_at"
        """
    private static let selectionWithOwner = """
        SELECT t."hash", t."principal", t."label", t."created_at", t."expires_at", t."last_used_at", \
        \(PrincipalTable.columns) FROM "kontor_token" t JOIN "kontor_principal" o ON o."id" = t."principal" \
        WHERE t."hash" = ?
        """

    /// Keeps a token's hash.
    public static func insert(_ token: StoredToken, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_token\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?)", .blob(token.hash),
                .blob(token.principal.bytes), .text(token.label), .integer(token.created.microseconds),
                token.expires.map { .integer($0.microseconds) } ?? .null,
                token.lastUsed.map { .integer($0.microseconds) } ?? .null))
    }

    /// The token of a hash and its owner, in one query; nil where there is none.
    public static func token(
        _ hash: [UInt8], in reader: any SQLReader
    ) throws -> (token: StoredToken, owner: StoredPrincipal)? {
        try reader.first(SQLFragment(selectionWithOwner, .blob(hash))) {
            (try decode($0), try PrincipalTable.decode($0, from: 6))
        }
    }

    /// The tokens of a principal, newest first.
    public static func tokens(of principal: RecordID, in reader: any SQLReader) throws -> [StoredToken] {
        try reader.all(
            SQLFragment(
                "SELECT \(columns) FROM \"kontor_token\" WHERE \"principal\" = ? ORDER BY \"created_at\" DESC, \"hash\"",
                .blob(principal.bytes)), decode)
    }

    /// Notes when a token was seen.
    public static func touch(_ hash: [UInt8], at instant: Instant, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_token\" SET \"last_used_at\" = ? WHERE \"hash\" = ?", .integer(instant.microseconds),
                .blob(hash)))
    }

    /// Revokes a token. Returns whether there was one.
    @discardableResult
    public static func remove(_ hash: [UInt8], on connection: any SQLConnection) throws -> Bool {
        try connection.execute(SQLFragment("DELETE FROM \"kontor_token\" WHERE \"hash\" = ?", .blob(hash))) == 1
    }

    /// Revokes all tokens of a principal.
    public static func removeAll(of principal: RecordID, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment("DELETE FROM \"kontor_token\" WHERE \"principal\" = ?", .blob(principal.bytes)))
    }

    private static func decode(_ row: any SQLRow) throws -> StoredToken {
        StoredToken(
            hash: row.blob(0), principal: try row.recordID(1), label: row.text(2), created: row.instant(3),
            expires: row.optionalInstant(4), lastUsed: row.optionalInstant(5))
    }
}
