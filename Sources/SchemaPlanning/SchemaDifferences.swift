import Model
import SQLText

/// Finds what differs between two schemas that call the same things by the same names, and sorts it into steps and refusals.
struct SchemaDifferences {
    private(set) var steps: [MigrationStep] = []
    private(set) var refusals: [Diagnostic] = []
    private let zone: Zone
    private let states: (String) -> [String]?
    private let keys: (String) -> String?
    private let formerStates: (String) -> [String: String]

    init(
        _ base: AppliedSchema, _ target: AppliedSchema, _ types: [EntityType], zone: Zone,
        states: @escaping (String) -> [String]?, formerStates: @escaping (String) -> [String: String]
    ) {
        self.zone = zone
        self.states = states
        self.formerStates = formerStates
        let types = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        keys = { types[$0]?.textKey }
        let known = Set(base.tables.map(\.name))
        // Tables before columns, columns before indexes: a lookup refers to a table, an index to columns.
        for table in target.tables where !known.contains(table.name) { steps.append(.createTable(table)) }
        for table in base.tables {
            if let wanted = target.table(named: table.name), let type = types[table.name] {
                compareColumns(table, wanted, type)
            }
        }
        for table in base.tables {
            guard let wanted = target.table(named: table.name) else { continue }
            for column in table.columns where wanted.column(named: column.name) == nil {
                steps.append(.dropColumn(table: table.name, column))
            }
        }
        for table in base.tables where target.table(named: table.name) == nil { steps.append(.dropTable(table)) }
        steps += RollupComputation.steps(base, target, changes: steps)
        for wanted in target.tables {
            if let table = base.table(named: wanted.name) {
                compareIndexes(table, wanted)
                compareSearch(table, wanted)
            }
        }
    }

    private mutating func compareColumns(_ table: AppliedTable, _ wanted: AppliedTable, _ type: EntityType) {
        for column in wanted.columns {
            guard let attribute = type.attribute(named: column.name) else { continue }
            guard let known = table.column(named: column.name) else {
                steps.append(.addColumn(table: table.name, column, default: attribute.defaultValue))
                continue
            }
            if column.rollup != nil, known.rollup == nil || known.kind != column.kind {
                steps.append(.replaceColumn(table: table.name, known, by: column))
                continue
            }
            var change = ColumnChange(
                table: table.name, from: known, to: attribute, zone: zone, states: states, keys: keys)
            if let chart = change.to.chart, let were = known.options {
                let are = change.to.options ?? []
                change.formerStates = formerStates(chart).filter { were.contains($0.key) && !are.contains($0.key) }
            }
            if !change.isPossible {
                refuse(change, at: attribute.location)
            } else if !change.summary.isEmpty {
                steps.append(.changeColumn(change))
            }
        }
    }

    private mutating func compareIndexes(_ table: AppliedTable, _ wanted: AppliedTable) {
        let gone = Set(table.columns.map(\.name)).subtracting(wanted.columns.map(\.name))
        // What indexed a column that goes, goes with it.
        let stays = { (columns: [String]) in gone.isDisjoint(with: columns) }
        for key in table.keys where !wanted.keys.contains(key) && stays(key) {
            steps.append(.dropKey(table: table.name, columns: key))
        }
        for index in table.indexes where !wanted.indexes.contains(index) && stays(index) {
            steps.append(.dropIndex(table: table.name, columns: index))
        }
        for key in wanted.keys where !table.keys.contains(key) || mayRepeat(key, table, wanted) {
            steps.append(.addKey(table: table.name, columns: key))
        }
        for index in wanted.indexes where !table.indexes.contains(index) || isMadeAnew(index, table, wanted) {
            steps.append(.addIndex(table: table.name, columns: index))
        }
    }

    /// Whether texts in an index come into another order, or another form. Texts that become something else are told by
    /// their column.
    private func isMadeAnew(_ columns: [String], _ table: AppliedTable, _ wanted: AppliedTable) -> Bool {
        table.order != wanted.order && !wanted.ordered(columns).isEmpty
            || columns.contains { name in
                guard let known = table.column(named: name), let column = wanted.column(named: name) else {
                    return false
                }
                return known.isOrderedText && column.isOrderedText && known.form != column.form
            }
    }

    /// Whether a key has to be looked at again: texts that become something else may be equal then, too.
    private func mayRepeat(_ key: [String], _ table: AppliedTable, _ wanted: AppliedTable) -> Bool {
        isMadeAnew(key, table, wanted)
            || key.contains { name in
                guard let known = table.column(named: name), let column = wanted.column(named: name) else {
                    return false
                }
                return known.isOrderedText && !column.isOrderedText
            }
    }

    /// An index cannot be changed, only made anew.
    private mutating func compareSearch(_ table: AppliedTable, _ wanted: AppliedTable) {
        guard table.search != wanted.search || table.words != wanted.words else { return }
        if let columns = wanted.search {
            steps.append(.addSearch(table: table.name, columns: columns))
        } else if let columns = table.search {
            steps.append(.dropSearch(table: table.name, columns: columns))
        }
    }

    private mutating func refuse(_ change: ColumnChange, at location: SourceLocation) {
        let hint =
            change.to.target != nil && change.from.type == .text
            ? "give '\(change.to.target ?? "")' a key of one text attribute, which the values then name; or declare a new attribute"
            : change.to.kind == .state
                ? "declare a new attribute; records get their state from the chart"
                : "declare a new attribute of the new type and copy the values with an import or a plugin"
        refusals.append(
            Diagnostic(
                .error, "KTR-P103",
                "attribute '\(change.to.name)' of '\(change.table)' cannot become \(change.to.kind) from \(change.from.kind)",
                hint: hint, at: location))
    }
}

extension EntityType {
    /// The text attribute that alone tells its records apart.
    fileprivate var textKey: String? {
        keys.first { key in key.count == 1 && AppliedColumn(attributes[key[0]]).type == .text }
            .map { attributes[$0[0]].name }
    }
}
