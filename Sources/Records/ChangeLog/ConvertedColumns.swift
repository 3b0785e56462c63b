import Model
import SchemaPlanning
import Storage

/// When an apply last changed the values of an attribute: by converting or filling them, which leaves no entry in the change log. What
/// the log says of older changes then cannot be held against the records.
struct ConvertedColumns {
    private struct Place: Hashable {
        var table: String
        var column: String
    }

    /// What decides whether values are left as they are.
    private struct Form: Equatable {
        var kind: AppliedColumn.Kind
        var options: [String]?
        var chart: String?
        var isRequired: Bool
        var isPersonal: Bool?
        var form: Int?

        init(_ column: AppliedColumn) {
            (kind, options, chart) = (column.kind, column.options, column.chart)
            (isRequired, isPersonal, form) = (column.isRequired, column.isPersonal, column.form)
        }
    }

    /// Nil where no apply changed values: a table begins without records, so nothing of its first columns was converted, not even
    /// for records that were made in the same instant.
    private var instants: [Place: Instant?] = [:]

    /// Follows the names through all states of a database.
    init(_ states: [SchemaState]) {
        var before = SchemaState.none
        for state in states {
            let names = state.schema.nameChanges.dropFirst(before.schema.nameChanges.count)
            var carried: [Place: Instant?] = [:]
            for table in state.schema.tables {
                let oldTable = names.loggedName(ofType: table.name, at: .min).flatMap {
                    before.schema.table(named: $0)
                }
                for column in table.columns {
                    let place = Place(table: table.name, column: column.name)
                    guard let oldTable else {
                        carried.updateValue(nil, forKey: place)
                        continue
                    }
                    let oldColumn = names.loggedName(of: column.name, of: table.name, at: .min)
                    if let oldColumn, let old = oldTable.column(named: oldColumn), Form(old) == Form(column),
                        let known = instants[Place(table: oldTable.name, column: oldColumn)]
                    {
                        carried.updateValue(known, forKey: place)
                    } else {
                        carried.updateValue(state.applied, forKey: place)
                    }
                }
            }
            instants = carried
            before = state
        }
    }

    /// Whether an attribute was converted at or after an instant.
    func wasConverted(_ attribute: String, of entity: String, since instant: Instant) -> Bool {
        guard let converted = instants[Place(table: entity, column: attribute)] else { return true }
        return converted.map { $0 >= instant } ?? false
    }
}
