import Model
import SQLText

/// Writes the statements of a migration in one database's SQL. Names come from definitions and are quoted; the only
/// values are defaults, since no database takes bound values in a definition.
struct SchemaStatements {
    let dialect: SQLDialect

    init(_ dialect: SQLDialect) { self.dialect = dialect }

    func createTable(_ table: AppliedTable) -> String {
        let columns = table.columns.map { column in
            var text = definition(column)
            if column.kind == .identifier { text += " PRIMARY KEY" }
            if Self.systemNames.contains(column.name) { text += " NOT NULL" }
            if let target = column.target, dialect.allowsForwardReferences { text += reference(target) }
            return text
        }
        return
            "CREATE TABLE \(quotedIdentifier(table.name)) (\(columns.joined(separator: ", ")))\(dialect.tableOptions)"
    }

    /// The foreign keys of a new table, for databases where they need the other table to be there.
    func addReferences(_ table: AppliedTable) -> [String] {
        guard !dialect.allowsForwardReferences else { return [] }
        return table.columns.compactMap { column in
            guard let target = column.target else { return nil }
            let name = referenceName(table.name, column.name)
            return """
                ALTER TABLE \(quotedIdentifier(table.name)) ADD CONSTRAINT \(name) FOREIGN KEY \
                (\(quotedIdentifier(column.name)))\(reference(target))
                """
        }
    }

    func referenceName(_ table: String, _ column: String) -> String {
        quotedIdentifier(shortened("\(table)__\(column)__reference"))
    }

    func addColumn(_ table: String, _ column: AppliedColumn, default value: AttributeValue?) -> String {
        var text = "ALTER TABLE \(quotedIdentifier(table)) ADD COLUMN \(definition(column))"
        if let value, !value.isNull, let literal = literal(value, column) { text += " DEFAULT \(literal)" }
        if let target = column.target { text += reference(target) }
        return text
    }

    /// - Parameter ordered: the columns whose texts are in the order of the language.
    func createIndex(_ table: String, _ columns: [String], isUnique: Bool, ordered: [String]) -> String {
        let list = columns.map { column in
            guard ordered.contains(column) else { return quotedIdentifier(column) }
            switch dialect {
            case .sqlite: return "\(quotedIdentifier(column)) COLLATE \(SQLFunctions.order)"
            case .postgresql: return "(\(SQLFunctions.order)(\(quotedIdentifier(column))))"
            }
        }.joined(separator: ", ")
        return """
            CREATE \(isUnique ? "UNIQUE " : "")INDEX \(indexName(table, columns, isUnique)) \
            ON \(quotedIdentifier(table)) (\(list))
            """
    }

    func dropIndex(_ table: String, _ columns: [String], isUnique: Bool) -> String {
        "DROP INDEX \(indexName(table, columns, isUnique))"
    }

    private func definition(_ column: AppliedColumn) -> String {
        "\(quotedIdentifier(column.name)) \(dialect.name(of: column.type))"
    }

    /// Looked at when a write ends, so that records which refer to each other can be written in any order. What a
    /// delete does to referring records is the write path's to decide and to log; here it only must not be forgotten.
    func reference(_ target: String) -> String {
        " REFERENCES \(quotedIdentifier(target)) (\"id\") ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED"
    }

    private func indexName(_ table: String, _ columns: [String], _ isUnique: Bool) -> String {
        quotedIdentifier(shortened("\(table)__\(columns.joined(separator: "_"))__\(isUnique ? "key" : "index")"))
    }

    /// A name that fits; a longer one keeps its beginning and ends in a number made from all of it (FNV-1a).
    func shortened(_ name: String) -> String {
        guard name.utf8.count > dialect.longestName else { return name }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return name.prefix(dialect.longestName - 18) + "__" + String(hash, radix: 16)
    }

    func literal(_ value: AttributeValue, _ column: AppliedColumn) -> String? {
        if case .decimal(let number) = value, case .decimal(let scale) = column.kind {
            return number.rescaled(to: scale).map { String($0.unscaled) }
        }
        switch SQLValue(value) {
        case .integer(let value): return String(value)
        case .text(let value): return "'" + value.replacing("'", with: "''") + "'"
        case .null, .real, .blob: return nil
        }
    }

    private static let systemNames = Set(SystemAttribute.allCases.map(\.name))
}
