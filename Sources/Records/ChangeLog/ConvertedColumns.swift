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

        init(_ column: AppliedColumn) {
            (kind, options, chart) = (column.kind, column.options, column.chart)
            (isRequired, isPersonal) = (column.isRequired, column.isPersonal)
        }
    }

    private var instants: [Place: Instant] = [:]

    /// Follows the names through all states of a database.
    init(_ states: [SchemaState]) {
        var before = SchemaState.none
        for state in states {
            let names = state.schema.nameChanges.dropFirst(before.schema.nameChanges.count)
            var carried: [Place: Instant] = [:]
            for table in state.schema.tables {
                let oldTable = names.loggedName(ofType: table.name, at: .min)
                for column in table.columns {
                    let place = Place(table: table.name, column: column.name)
                    let oldColumn = names.loggedName(of: column.name, of: table.name, at: .min)
                    if let oldTable, let oldColumn,
                        let old = before.schema.table(named: oldTable)?.column(named: oldColumn)
                    {
                        carried[place] = instants[Place(table: oldTable, column: oldColumn)]
                        if Form(old) == Form(column) { continue }
                    }
                    carried[place] = state.applied
                }
            }
            instants = carried
            before = state
        }
    }

    /// Whether an attribute was converted at or after an instant.
    func wasConverted(_ attribute: String, of entity: String, since instant: Instant) -> Bool {
        instants[Place(table: entity, column: attribute)].map { $0 >= instant } ?? true
    }
}
