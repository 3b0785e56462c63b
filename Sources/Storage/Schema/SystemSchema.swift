import SQLText

/// Kontor's own tables (`kontor_…`) and the version of their form.
///
///     try await SystemSchema.migrate(store)    // after opening, before anything else
public enum SystemSchema {
    /// The version that this program writes.
    public static let version = migrations.count

    /// What each version adds to the one before, in their order.
    private static let migrations: [[SystemTable]] = [
        version1, version2 + fileTables + appliedTextTables, version3,
    ]

    /// What version 3 adds.
    private static let version3: [SystemTable] = secretTables + timerProblemTables + probeTables

    /// The version that a database has; 0 where it is empty.
    public static func version(of reader: any SQLReader) throws -> Int {
        guard try reader.exists(reader.dialect.tableExists("kontor_version")) else { return 0 }
        return Int(try reader.integer(SQLFragment("SELECT max(\"version\") FROM \"kontor_version\"")) ?? 0)
    }

    /// Brings a database to this program's version, in one transaction. Does nothing where it has it already.
    ///
    /// - Throws: ``StorageError`` of `newerVersion` where a later Kontor wrote the database; it is not touched.
    public static func migrate(_ store: any Store) async throws {
        if try store.read({ try check(version(of: $0)) }) == version { return }
        try await store.write { connection in
            let found = try check(version(of: connection))
            for (index, tables) in migrations.enumerated().dropFirst(found) {
                for table in tables {
                    for statement in table.statements(connection.dialect) { try connection.execute(statement) }
                }
                try connection.execute(
                    SQLFragment("INSERT INTO \"kontor_version\" (\"version\") VALUES (?)", .integer(Int64(index + 1))))
            }
            if let mark = connection.dialect.versionMark(version) { try connection.execute(mark) }
        }
    }

    private static func check(_ found: Int) throws -> Int {
        guard found <= version else {
            throw StorageError(
                .newerVersion(found: found, known: version),
                "the database has version \(found), this program supports \(version)")
        }
        return found
    }
}
