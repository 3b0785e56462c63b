import Model
import SQLText

/// Statements that change what is there already.
extension SchemaStatements {
    /// Takes the converted values until it takes the column's name; no attribute can be called so.
    static let carrier = "kontor_carrier"

    func renameTable(_ old: String, to new: String) -> String {
        "ALTER TABLE \(quotedIdentifier(old)) RENAME TO \(quotedIdentifier(new))"
    }

    func renameColumn(_ table: String, _ old: String, to new: String) -> String {
        "ALTER TABLE \(quotedIdentifier(table)) RENAME COLUMN \(quotedIdentifier(old)) TO \(quotedIdentifier(new))"
    }

    func dropColumn(_ table: String, _ column: String) -> String {
        "ALTER TABLE \(quotedIdentifier(table)) DROP COLUMN \(quotedIdentifier(column))"
    }

    func dropTable(_ table: String) -> String {
        "DROP TABLE \(quotedIdentifier(table))\(dialect == .postgresql ? " CASCADE" : "")"
    }

    /// Converts a column by an expression that the database computes; `$` stands for the column.
    ///
    /// PostgreSQL changes a column's type itself. SQLite does not: there another column takes the values and then the name.
    func convert(_ change: ColumnChange, by expression: String) -> [String] {
        let column = quotedIdentifier(change.to.name)
        let table = quotedIdentifier(change.table)
        let value = expression.replacing("$", with: column)
        if change.from.type == change.to.type, !change.isReferenceMoved {
            return ["UPDATE \(table) SET \(column) = \(value) WHERE \(column) IS NOT NULL"]
        }
        switch dialect {
        case .postgresql where change.isReferenceMoved && change.from.type == change.to.type:
            return moveReference(change)
        case .postgresql:
            return [
                "ALTER TABLE \(table) ALTER COLUMN \(column) DROP DEFAULT",
                "ALTER TABLE \(table) ALTER COLUMN \(column) TYPE \(dialect.name(of: change.to.type)) USING \(value)",
            ]
        case .sqlite:
            let carrier = quotedIdentifier(Self.carrier)
            return [addCarrier(change), "UPDATE \(table) SET \(carrier) = \(value) WHERE \(column) IS NOT NULL"]
                + replaceByCarrier(change)
        }
    }

    func addCarrier(_ change: ColumnChange) -> String {
        """
        ALTER TABLE \(quotedIdentifier(change.table)) ADD COLUMN \(quotedIdentifier(Self.carrier)) \
        \(dialect.name(of: change.to.type))\(change.to.target.map(reference) ?? "")
        """
    }

    /// Lets a column refer to another table, or to none by itself.
    private func moveReference(_ change: ColumnChange) -> [String] {
        let table = quotedIdentifier(change.table)
        let name = referenceName(change.table, change.to.name)
        var statements = ["ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(name)"]
        if let target = change.to.target {
            statements.append(
                """
                ALTER TABLE \(table) ADD CONSTRAINT \(name) FOREIGN KEY (\(quotedIdentifier(change.to.name)))\(reference(target))
                """)
        }
        return statements
    }

    func replaceByCarrier(_ change: ColumnChange) -> [String] {
        [
            dropColumn(change.table, change.to.name),
            renameColumn(change.table, Self.carrier, to: change.to.name),
        ]
    }

    /// Gives a value to records that have none.
    func fill(_ change: ColumnChange, _ value: AttributeValue) -> String? {
        guard let literal = literal(value, change.to) else { return nil }
        let column = quotedIdentifier(change.to.name)
        return "UPDATE \(quotedIdentifier(change.table)) SET \(column) = \(literal) WHERE \(column) IS NULL"
    }
}
