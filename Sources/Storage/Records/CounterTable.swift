import SQLText

/// The last number of each autonumber series, and of what else is counted.
public enum CounterTable {
    /// The last number of a series; 0 where none was drawn.
    public static func last(_ series: String, in reader: any SQLReader) throws -> Int64 {
        try reader.integer(SQLFragment("SELECT \"last\" FROM \"kontor_counter\" WHERE \"series\" = ?", .text(series)))
            ?? 0
    }

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
