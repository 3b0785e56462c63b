public import Model

/// One change of the database that brings it nearer to the definitions. None of them loses data.
public enum MigrationStep: Sendable, Hashable {
    /// A new entity type.
    case createTable(AppliedTable)
    /// A new attribute; what records have that exist already, where the definition gives a default.
    case addColumn(table: String, AppliedColumn, default: AttributeValue?)
    /// A new unique key; fails where records break it.
    case addKey(table: String, columns: [String])
    /// A key that no longer has to be unique.
    case dropKey(table: String, columns: [String])
    case addIndex(table: String, columns: [String])
    case dropIndex(table: String, columns: [String])
    /// Wider limits, or other requirements: known to the write path, nothing to do in the database.
    case relax(table: String, column: String, String)

    /// What `kontor plan` says of it, in one line.
    public var description: String {
        switch self {
        case .createTable(let table): "+ table \(table.name) (\(table.columns.count) columns)"
        case .addColumn(let table, let column, let value):
            "+ column \(table).\(column.name) \(column.kind)\(Self.remark(column, value))"
        case .addKey(let table, let columns): "+ unique key \(table)(\(columns.joined(separator: ", ")))"
        case .dropKey(let table, let columns): "- unique key \(table)(\(columns.joined(separator: ", ")))"
        case .addIndex(let table, let columns): "+ index \(table)(\(columns.joined(separator: ", ")))"
        case .dropIndex(let table, let columns): "- index \(table)(\(columns.joined(separator: ", ")))"
        case .relax(let table, let column, let what): "~ column \(table).\(column): \(what)"
        }
    }

    private static func remark(_ column: AppliedColumn, _ value: AttributeValue?) -> String {
        if let value { return ", '\(value.displayText)' in existing records" }
        return column.isRequired ? ", empty in existing records; required from their next change on" : ""
    }
}
