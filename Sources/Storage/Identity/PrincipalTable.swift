public import Model
import SQLText

/// The principals: people and scripts that act.
public enum PrincipalTable {
    static let columns = """
        "id", "name", "display_name", "roles", "language", "is_disabled", "password_hash", "password_changed_at"
        """
    private static let selection = "SELECT \(columns) FROM \"kontor_principal\""

    /// Adds a principal.
    ///
    /// - Throws: ``StorageError`` of `unique` where another has the same name but for upper and lower case.
    public static func insert(_ stored: StoredPrincipal, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_principal" ("name_folded", \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, bindings: [foldedValue(stored.principal.name), .blob(stored.principal.id.bytes)] + values(stored)))
    }

    /// Replaces everything but the id. Returns whether the principal is there.
    @discardableResult
    public static func update(_ stored: StoredPrincipal, on connection: any SQLConnection) throws -> Bool {
        try connection.execute(
            SQLFragment(
                """
                UPDATE "kontor_principal" SET "name_folded" = ?, "name" = ?, "display_name" = ?, "roles" = ?,
                "language" = ?, "is_disabled" = ?, "password_hash" = ?, "password_changed_at" = ? WHERE "id" = ?
                """,
                bindings: [foldedValue(stored.principal.name)] + values(stored) + [.blob(stored.principal.id.bytes)]))
            == 1
    }

    /// The principal of an id.
    public static func principal(_ id: RecordID, in reader: any SQLReader) throws -> StoredPrincipal? {
        try reader.first(SQLFragment(selection + " WHERE \"id\" = ?", .blob(id.bytes))) { try decode($0) }
    }

    /// The principal of a name, in upper or lower case.
    public static func principal(named name: String, in reader: any SQLReader) throws -> StoredPrincipal? {
        try reader.first(SQLFragment(selection + " WHERE \"name_folded\" = ?", foldedValue(name))) { try decode($0) }
    }

    /// All principals by name.
    public static func all(in reader: any SQLReader) throws -> [StoredPrincipal] {
        try reader.all(SQLFragment(selection + " ORDER BY \"name_folded\"")) { try decode($0) }
    }

    static func decode(_ row: any SQLRow, from first: Int = 0) throws -> StoredPrincipal {
        StoredPrincipal(
            Principal(
                id: try row.recordID(first), name: row.text(first + 1), displayName: row.text(first + 2),
                roles: Set(row.text(first + 3).split(separator: " ").map(String.init)),
                language: Language(rawValue: row.text(first + 4))),
            isDisabled: row.integer(first + 5) != 0, passwordHash: row.optionalText(first + 6),
            passwordChanged: row.optionalInstant(first + 7))
    }

    /// A sign-in name as accounts are found by it: whatever is typed in another way and finds the same account gives the same.
    public static func folded(_ name: String) -> String { NormalText.of(name).lowercased() }

    private static func foldedValue(_ name: String) -> SQLValue { .text(folded(name)) }

    /// The columns after the id. Role names have no spaces.
    private static func values(_ stored: StoredPrincipal) -> [SQLValue] {
        [
            .text(stored.principal.name), .text(stored.principal.displayName),
            .text(stored.principal.roles.sorted().joined(separator: " ")), .text(stored.principal.language.rawValue),
            .integer(stored.isDisabled ? 1 : 0), stored.passwordHash.map(SQLValue.text) ?? .null,
            stored.passwordChanged.map { .integer($0.microseconds) } ?? .null,
        ]
    }
}
