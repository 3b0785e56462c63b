import Model
import SQLText
import SchemaPlanning

/// Converts the values of a column one by one, where no expression of the database would be exact.
enum ColumnCarrying {
    /// Rows that are read before any of them is written: a statement must not change the table that another one reads.
    private static let batch = 500

    /// - Parameter destination: the column that takes the values.
    static func carry(_ change: ColumnChange, into destination: String, on connection: any SQLConnection) throws {
        let table = quotedIdentifier(change.table)
        let column = quotedIdentifier(change.to.name)
        let (reading, writing) = (ColumnCodec(change.from.kind), ColumnCodec(change.to.kind))
        let isInPlace = destination == change.to.name
        let selection =
            "SELECT \"id\", \(column) FROM \(table) WHERE \"id\" > ? AND \(column) IS NOT NULL ORDER BY \"id\" LIMIT \(batch)"
        let update = "UPDATE \(table) SET \(quotedIdentifier(destination)) = ? WHERE \"id\" = ?"
        var last: [UInt8] = []
        while true {
            let rows = try connection.all(SQLFragment(selection, .blob(last))) {
                ($0.blob(0), try reading.decode($0, 1))
            }
            guard let end = rows.last else { return }
            for (id, value) in rows {
                switch change.converted(value) {
                case .success(let converted):
                    let stored = try writing.encode(converted)
                    if isInPlace, try stored == reading.encode(value) { continue }
                    try connection.execute(SQLFragment(update, stored, .blob(id)))
                case .failure(let problem):
                    // The inspection has seen every value in this transaction.
                    throw StorageError(
                        .wrongType, "a value of '\(change.to.name)' cannot be converted (\(problem.code))")
                }
            }
            last = end.0
        }
    }
}
