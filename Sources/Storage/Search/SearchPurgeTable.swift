import SQLText

/// The full-text indexes that still hold words of personal data which were erased.
///
/// FTS5 notes a removal and forgets the words when it merges its parts, which may take as long as it likes. Here it is made to merge all
/// parts, a bounded piece of work at a time (https://www.sqlite.org/fts5.html#the_merge_command).
public enum SearchPurgeTable {
    /// Pages that one step merges.
    private static let pages = 1000

    /// Notes that words of an entity type's index are to be forgotten.
    public static func demand(_ entity: String, on connection: any SQLConnection) throws {
        guard connection.dialect == .sqlite else { return }
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_search_purge" ("entity", "step") VALUES (?, 0)
                ON CONFLICT ("entity") DO UPDATE SET "step" = 0
                """, .text(entity)))
    }

    /// An entity type whose index has words to forget; nil where there is none.
    public static func next(in reader: any SQLReader) throws -> String? {
        try reader.text(SQLFragment("SELECT \"entity\" FROM \"kontor_search_purge\" ORDER BY \"entity\" LIMIT 1"))
    }

    /// Does the next piece of work for an entity type.
    ///
    /// - Parameter exists: whether the entity type has an index.
    public static func advance(_ entity: String, exists: Bool, on connection: any SQLConnection) throws {
        let condition = SQLFragment(" WHERE \"entity\" = ?", .text(entity))
        guard exists,
            let step = try connection.integer(SQLFragment("SELECT \"step\" FROM \"kontor_search_purge\"") + condition)
        else {
            try connection.execute(SQLFragment("DELETE FROM \"kontor_search_purge\"") + condition)
            return
        }
        let index = quotedIdentifier(searchIndexName(of: entity))
        let before = try connection.integer(SQLFragment("SELECT total_changes()")) ?? 0
        // A negative number makes a plan for all parts; the steps after it carry the plan out.
        let work = step == 0 ? -pages : pages
        try connection.execute(SQLFragment("INSERT INTO \(index) (\(index), rank) VALUES ('merge', \(work))"))
        let changes = (try connection.integer(SQLFragment("SELECT total_changes()")) ?? 0) - before
        if changes < 2 {
            try connection.execute(SQLFragment("DELETE FROM \"kontor_search_purge\"") + condition)
        } else {
            try connection.execute(
                SQLFragment("UPDATE \"kontor_search_purge\" SET \"step\" = \"step\" + 1") + condition)
        }
    }
}
