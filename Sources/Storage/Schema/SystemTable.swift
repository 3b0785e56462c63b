import SQLText

/// One of Kontor's own tables, described once for all databases.
struct SystemTable {
    struct Column {
        var name: String
        var type: SQLColumnType
        var isRequired: Bool
        /// Foreign key into another system table's id.
        var references: String?
    }

    var name: String
    var columns: [Column]
    var primaryKey: [String]
    /// Indexes and unique keys beside the primary one.
    var indexes: [(columns: [String], isUnique: Bool)] = []
    /// Whether the table is there already, and only gets these columns; they may be empty.
    var isExtension = false
    /// The column that rows of the index have a value in, where this is an index for a table that is there already.
    var indexedWhere: String?

    func statements(_ dialect: SQLDialect) -> [SQLFragment] {
        if let indexedWhere {
            return indexes.map { index in
                SQLFragment(
                    """
                    CREATE INDEX \(quotedIdentifier("\(name)__with_\(indexedWhere)")) \
                    ON \(quotedIdentifier(name)) (\(Self.list(index.columns))) \
                    WHERE \(quotedIdentifier(indexedWhere)) IS NOT NULL
                    """)
            }
        }
        guard !isExtension else {
            return columns.map { column in
                SQLFragment(
                    "ALTER TABLE \(quotedIdentifier(name)) ADD COLUMN \(quotedIdentifier(column.name)) "
                        + dialect.name(of: column.type))
            }
        }
        // A single integer key is SQLite's rowid: no index beside the table.
        let inlineKey = dialect == .sqlite && primaryKey.count == 1
        var lines = columns.map { column in
            var line = "\(quotedIdentifier(column.name)) \(dialect.name(of: column.type))"
            if inlineKey, column.name == primaryKey[0] { line += " PRIMARY KEY" }
            if column.isRequired { line += " NOT NULL" }
            if let target = column.references { line += " REFERENCES \(quotedIdentifier(target)) (\"id\")" }
            return line
        }
        if !inlineKey { lines.append("PRIMARY KEY (\(Self.list(primaryKey)))") }
        let table = SQLFragment(
            "CREATE TABLE \(quotedIdentifier(name)) (\(lines.joined(separator: ", ")))\(dialect.tableOptions)")
        return [table]
            + indexes.map { index in
                SQLFragment(
                    """
                    CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \
                    \(quotedIdentifier("\(name)__\(index.columns.joined(separator: "_"))")) \
                    ON \(quotedIdentifier(name)) (\(Self.list(index.columns)))
                    """)
            }
    }

    private static func list(_ names: [String]) -> String { names.map(quotedIdentifier).joined(separator: ", ") }
}

extension SystemTable {
    /// An index for a table of an earlier version, of the rows alone that have a value in one column.
    init(indexing name: String, by columns: [String], where column: String) {
        self.init(name: name, columns: [], primaryKey: [])
        indexes = [(columns, false)]
        indexedWhere = column
    }

    /// More columns for a table of an earlier version.
    init(extending name: String, by columns: [Column]) {
        self.init(name: name, columns: columns, primaryKey: [], isExtension: true)
    }
}

extension SystemTable.Column {
    static func integer(_ name: String, optional: Bool = false) -> Self {
        Self(name: name, type: .integer, isRequired: !optional)
    }

    static func text(_ name: String, optional: Bool = false) -> Self {
        Self(name: name, type: .text, isRequired: !optional)
    }

    static func blob(_ name: String, optional: Bool = false) -> Self {
        Self(name: name, type: .blob, isRequired: !optional)
    }

    static func reference(_ name: String, to table: String) -> Self {
        Self(name: name, type: .blob, isRequired: true, references: table)
    }
}
