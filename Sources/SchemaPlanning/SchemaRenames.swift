import Model

/// What has another name in the definitions than in the database, by their `was`.
public struct SchemaRenames: Sendable, Hashable {
    /// The database's schema with all new names in it.
    private(set) var base: AppliedSchema
    private(set) var steps: [MigrationStep] = []
    private(set) var refusals: [Diagnostic] = []
    /// Old names of tables by their new ones.
    private var tables: [String: String] = [:]
    /// Old names of columns by new names of table and column.
    private var columns: [String: [String: String]] = [:]

    init(_ base: AppliedSchema, _ types: [EntityType]) {
        self.base = base
        for type in types {
            let known = Set(self.base.tables.map(\.name))
            if let old = former(type.name, type.formerNames, known, "entity type '\(type.name)'", type.location) {
                renameTable(old, to: type.name)
            }
        }
        for type in types where !type.attributes.allSatisfy(\.formerNames.isEmpty) {
            for attribute in type.attributes {
                guard let table = self.base.table(named: type.name) else { continue }
                let what = "attribute '\(attribute.name)' of '\(type.name)'"
                let known = Set(table.columns.map(\.name))
                if let old = former(attribute.name, attribute.formerNames, known, what, attribute.location) {
                    renameColumn(old, to: attribute.name, in: type.name)
                }
            }
        }
    }

    /// What the database calls a table that goes by a name in the definitions.
    public func oldName(ofTable name: String) -> String { tables[name] ?? name }

    /// What the database calls a column that goes by a name in the definitions.
    public func oldName(ofColumn name: String, in table: String) -> String { columns[table]?[name] ?? name }

    /// The changes of names, for the readers of the change log.
    var nameChanges: [NameChange] {
        tables.sorted { $0.key < $1.key }.map { NameChange(entity: $0.value, became: $0.key) }
            + columns.sorted { $0.key < $1.key }.flatMap { table, names in
                names.sorted { $0.key < $1.key }.map {
                    NameChange(entity: table, attribute: $0.value, became: $0.key)
                }
            }
    }

    /// The one old name that the database knows; nil where it knows the new one, or none.
    private mutating func former(
        _ name: String, _ olderNames: [String], _ known: Set<String>, _ what: String, _ location: SourceLocation
    ) -> String? {
        let found = olderNames.filter(known.contains)
        guard let old = found.first else { return nil }
        if found.count == 1, !known.contains(name) { return old }
        let both = (found + (known.contains(name) ? [name] : [])).map { "'\($0)'" }.joined(separator: " and ")
        refusals.append(
            Diagnostic(
                .error, "KTR-P112",
                "\(what) cannot take over the data of both \(both): all of them are in the database",
                hint: "keep one of them in was, and define the other until its data has been moved or may be dropped",
                at: location))
        return nil
    }

    private mutating func renameTable(_ old: String, to new: String) {
        tables[new] = old
        steps.append(.renameTable(old, to: new))
        for index in base.tables.indices {
            if base.tables[index].name == old { base.tables[index].name = new }
            for column in base.tables[index].columns.indices {
                base.tables[index].columns[column].renameTarget(old, to: new)
            }
        }
    }

    /// The lookups to several entity types whose records hold the old name of one of them, by their new names.
    var renamedTargets: [(table: String, column: String, old: String, new: String)] {
        tables.sorted { $0.key < $1.key }.flatMap { new, old in
            base.tables.flatMap { table in
                table.columns.filter { $0.target == nil && $0.targets.contains(new) }.map {
                    (table.name, $0.name, old, new)
                }
            }
        }
    }

    private mutating func renameColumn(_ old: String, to new: String, in table: String) {
        guard let index = base.tables.firstIndex(where: { $0.name == table }) else { return }
        columns[table, default: [:]][new] = old
        steps.append(.renameColumn(table: table, old, to: new))
        let renamed = { (name: String) in name == old ? new : name }
        for column in base.tables[index].columns.indices {
            base.tables[index].columns[column].name = renamed(base.tables[index].columns[column].name)
        }
        base.tables[index].keys = base.tables[index].keys.map { $0.map(renamed) }
        base.tables[index].indexes = base.tables[index].indexes.map { $0.map(renamed) }
        base.tables[index].search = base.tables[index].search.map { $0.map(renamed) }
    }
}

extension AppliedColumn {
    /// Follows the new name of an entity type that it refers to.
    fileprivate mutating func renameTarget(_ old: String, to new: String) {
        let renamed = { (name: String) in name == old ? new : name }
        switch kind {
        case .lookup(let target): kind = .lookup(target: renamed(target))
        case .polymorphic(let targets): kind = .polymorphic(targets: targets.map(renamed))
        case .targetType: options = options?.map(renamed)
        default: break
        }
    }
}
