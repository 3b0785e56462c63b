public import Model

/// One change of the database that brings it nearer to the definitions. Tables and columns go by their new names.
public enum MigrationStep: Sendable, Hashable {
    /// An entity type that has another name now.
    case renameTable(String, to: String)
    /// An attribute that has another name now.
    case renameColumn(table: String, String, to: String)
    /// A new entity type.
    case createTable(AppliedTable)
    /// A new attribute; what records have that exist already, where the definition gives a default.
    case addColumn(table: String, AppliedColumn, default: AttributeValue?)
    /// Other limits, another type.
    case changeColumn(ColumnChange)
    /// An attribute that becomes a rollup, or a rollup of values of another kind: the column is made anew.
    case replaceColumn(table: String, AppliedColumn, by: AppliedColumn)
    /// The values of a rollup are computed from the records that are there.
    case computeRollup(table: String, AppliedColumn)
    /// An attribute that is no longer defined: its values are lost.
    case dropColumn(table: String, AppliedColumn)
    /// An entity type that is no longer defined: its records are lost.
    case dropTable(AppliedTable)
    /// A new unique key; fails where records break it.
    case addKey(table: String, columns: [String])
    /// A key that no longer has to be unique.
    case dropKey(table: String, columns: [String])
    case addIndex(table: String, columns: [String])
    case dropIndex(table: String, columns: [String])
    /// A full-text index, filled with what the records have.
    case addSearch(table: String, columns: [String])
    case dropSearch(table: String, columns: [String])

    /// Whether it destroys data, so that it is carried out only when somebody says so.
    public var isDestructive: Bool {
        switch self {
        // What a lookup leads to is lost with the lookup, or follows from what it leads to now; what a rollup holds can be computed
        // again.
        case .dropColumn(_, let column): column.kind != .targetType && column.rollup == nil
        case .replaceColumn(_, let old, _): old.rollup == nil
        case .dropTable: true
        default: false
        }
    }

    /// What `kontor plan` says of it, in one line.
    public var description: String {
        switch self {
        case .renameTable(let old, let new): "~ table \(old) → \(new)"
        case .renameColumn(let table, let old, let new): "~ column \(table).\(old) → \(new)"
        case .createTable(let table): "+ table \(table.name) (\(table.columns.count) columns)"
        case .addColumn(let table, let column, let value):
            "+ column \(table).\(column.name) \(column.kind)\(Self.remark(column, value))"
        case .changeColumn(let change):
            "~ column \(change.table).\(change.to.name): \(change.summary.joined(separator: "; "))"
        case .replaceColumn(let table, let old, let new):
            "\(old.rollup == nil ? "! replaces" : "~") column \(table).\(old.name): \(old.kind) → \(new.kind)"
        case .computeRollup(let table, let column):
            "+ computes \(table).\(column.name) in existing records: \(column.rollup?.summary ?? "")"
        case .dropColumn(let table, let column) where column.rollup != nil:
            "- rollup \(table).\(column.name)"
        case .dropColumn(let table, let column): "! drops column \(table).\(column.name)"
        case .dropTable(let table): "! drops table \(table.name)"
        case .addKey(let table, let columns): "+ unique key \(table)(\(columns.joined(separator: ", ")))"
        case .dropKey(let table, let columns): "- unique key \(table)(\(columns.joined(separator: ", ")))"
        case .addIndex(let table, let columns): "+ index \(table)(\(columns.joined(separator: ", ")))"
        case .dropIndex(let table, let columns): "- index \(table)(\(columns.joined(separator: ", ")))"
        case .addSearch(let table, let columns): "+ full-text index \(table)(\(columns.joined(separator: ", ")))"
        case .dropSearch(let table, let columns): "- full-text index \(table)(\(columns.joined(separator: ", ")))"
        }
    }

    private static func remark(_ column: AppliedColumn, _ value: AttributeValue?) -> String {
        let required = column.isRequired ? ", required" : ""
        return required + (value.map { ", '\($0.displayText)' in existing records" } ?? "")
    }
}
