import SQLText

/// One row without a meaning, which is written to find out whether anything can be.
public enum ProbeTable {
    /// Writes the row.
    ///
    /// - Parameter padding: bytes of no meaning that it has; where large writes fail, small ones may not.
    public static func write(padding: Int, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_probe" ("id", "count", "padding") VALUES (1, 1, ?) ON CONFLICT ("id") DO UPDATE SET
                "count" = "kontor_probe"."count" + 1, "padding" = excluded."padding"
                """, .blob([UInt8](repeating: 0, count: padding))))
    }
}
