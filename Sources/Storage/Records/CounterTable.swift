import SQLText

/// The last number of each autonumber series.
public enum CounterTable {
    /// Draws the next number of a series, from 1 on. A transaction that is rolled back gives its numbers back: no gaps.
    ///
    ///     let number = pattern.number(try CounterTable.next("complaint.number C-2026-#", on: connection), on: date)
    public static func next(_ series: String, on connection: any SQLConnection) throws -> Int64 {
        let number = try connection.integer(
            SQLFragment(
                """
                INSERT INTO "kontor_counter" ("series", "last") VALUES (?, 1)
                ON CONFLICT ("series") DO UPDATE SET "last" = "kontor_counter"."last" + 1 RETURNING "last"
                """, .text(series)))
        guard let number else { throw StorageError(.statement, "the counter gave no number") }
        return number
    }
}
