import Model

/// Finds what differs between two schemas, and sorts it into steps and refusals.
struct SchemaDifferences {
    private(set) var steps: [MigrationStep] = []
    private(set) var refusals: [Diagnostic] = []

    init(_ base: AppliedSchema, _ target: AppliedSchema, _ types: [EntityType]) {
        let types = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Set(base.tables.map(\.name))
        // Tables before columns, columns before indexes: a lookup refers to a table, an index to columns.
        for table in target.tables where !known.contains(table.name) { steps.append(.createTable(table)) }
        for table in base.tables {
            guard let wanted = target.table(named: table.name), let type = types[table.name] else {
                refuseRemoval(of: table)
                continue
            }
            compareColumns(table, wanted, type)
        }
        for wanted in target.tables {
            if let table = base.table(named: wanted.name) { compareIndexes(table, wanted) }
        }
    }

    private mutating func compareColumns(_ table: AppliedTable, _ wanted: AppliedTable, _ type: EntityType) {
        for column in wanted.columns {
            let attribute = type.attribute(named: column.name)
            if let known = table.column(named: column.name) {
                compare(known, column, table.name, attribute?.location ?? type.location)
            } else {
                steps.append(.addColumn(table: table.name, column, default: attribute?.defaultValue))
            }
        }
        for column in table.columns where wanted.column(named: column.name) == nil {
            refuse(
                "KTR-P102",
                "attribute '\(column.name)' of '\(table.name)' is no longer defined, its data would be lost",
                "define it again; removing attributes is not supported yet", type.location)
        }
    }

    private mutating func compare(
        _ known: AppliedColumn, _ wanted: AppliedColumn, _ table: String, _ location: SourceLocation
    ) {
        let name = "'\(wanted.name)' of '\(table)'"
        guard known.kind == wanted.kind else {
            return refuse(
                "KTR-P103", "attribute \(name) would change from \(known.kind) to \(wanted.kind)",
                "declare a new attribute of the new type and keep this one", location)
        }
        if let limit = wanted.maximumLength, limit < known.maximumLength ?? .max {
            let before = known.maximumLength.map { "\($0)" } ?? "any number of"
            return refuse(
                "KTR-P104", "attribute \(name) would be shortened from \(before) to \(limit) characters",
                "keep max as it was; records may hold longer texts", location)
        }
        let lost = (known.options ?? []).filter { !(wanted.options ?? []).contains($0) }
        guard lost.isEmpty else {
            let names = lost.map { "'\($0)'" }.joined(separator: ", ")
            return refuse(
                "KTR-P105", "attribute \(name) would lose the choice \(names)",
                "keep it and mark it retired: records may hold it", location)
        }
        for change in relaxations(known, wanted) {
            steps.append(.relax(table: table, column: wanted.name, change))
        }
    }

    private func relaxations(_ known: AppliedColumn, _ wanted: AppliedColumn) -> [String] {
        var changes: [String] = []
        if known.maximumLength != wanted.maximumLength {
            changes.append("up to \(wanted.maximumLength.map { "\($0)" } ?? "any number of") characters")
        }
        let added = (wanted.options ?? []).filter { !(known.options ?? []).contains($0) }
        if !added.isEmpty { changes.append("new choices \(added.joined(separator: ", "))") }
        if known.options != wanted.options, added.isEmpty { changes.append("choices in another order") }
        if known.isRequired != wanted.isRequired {
            changes.append(wanted.isRequired ? "required from each record's next change on" : "no longer required")
        }
        return changes
    }

    private mutating func compareIndexes(_ table: AppliedTable, _ wanted: AppliedTable) {
        for key in table.keys where !wanted.keys.contains(key) {
            steps.append(.dropKey(table: table.name, columns: key))
        }
        for index in table.indexes where !wanted.indexes.contains(index) {
            steps.append(.dropIndex(table: table.name, columns: index))
        }
        for key in wanted.keys where !table.keys.contains(key) {
            steps.append(.addKey(table: table.name, columns: key))
        }
        for index in wanted.indexes where !table.indexes.contains(index) {
            steps.append(.addIndex(table: table.name, columns: index))
        }
    }

    private mutating func refuseRemoval(of table: AppliedTable) {
        refuse(
            "KTR-P101", "entity type '\(table.name)' is no longer defined, its records would be lost",
            "bring its definition back; removing entity types is not supported yet", nil)
    }

    private mutating func refuse(_ code: String, _ message: String, _ hint: String, _ location: SourceLocation?) {
        refusals.append(Diagnostic(.error, code, message, hint: hint, at: location))
    }
}
