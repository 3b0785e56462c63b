import GRDBSQLite

/// All rows of some tables of a database, held in memory, to be inserted elsewhere by prepared statements: what an import
/// costs when nothing is checked, nothing is logged and nothing is read.
final class BareInsert {
    private struct Table {
        var name: String
        var definition: [String]
        var columns: Int32
        var rows: [[OpaquePointer]] = []
    }

    private var tables: [Table] = []
    let rowCount: Int

    /// - Parameter tables: in an order in which none refers to a later one.
    init(copying names: [String], from path: String) throws {
        let source = try BareDatabase(path)
        for name in names {
            let select = try source.prepare("SELECT * FROM \"\(name)\" ORDER BY \"id\"")
            let columns = sqlite3_column_count(select.handle)
            var table = Table(name: name, definition: try source.definition(of: name), columns: columns)
            while try select.step() {
                table.rows.append(
                    (0..<columns).compactMap { sqlite3_value_dup(sqlite3_column_value(select.handle, $0)) })
            }
            tables.append(table)
        }
        rowCount = tables.map(\.rows.count).reduce(0, +)
    }

    deinit {
        for table in tables { for row in table.rows { for value in row { sqlite3_value_free(value) } } }
    }

    /// Makes an empty database with the tables and their indexes.
    func emptyDatabase(_ path: String) throws -> BareDatabase {
        let database = try BareDatabase(path)
        // Rows may refer to tables that are not copied here.
        try database.execute("PRAGMA foreign_keys = OFF")
        for table in tables { for statement in table.definition { try database.execute(statement) } }
        return database
    }

    /// Inserts every row, a durable transaction for each `size` of them.
    func run(into database: BareDatabase, transactionsOf size: Int) throws {
        for table in tables {
            let places = Array(repeating: "?", count: Int(table.columns)).joined(separator: ", ")
            let insert = try database.prepare("INSERT INTO \"\(table.name)\" VALUES (\(places))")
            for start in stride(from: 0, to: table.rows.count, by: size) {
                try database.execute("BEGIN IMMEDIATE")
                for row in table.rows[start..<min(start + size, table.rows.count)] {
                    for (index, value) in row.enumerated() {
                        sqlite3_bind_value(insert.handle, Int32(index + 1), value)
                    }
                    try insert.run()
                }
                try database.execute("COMMIT")
            }
        }
    }
}
