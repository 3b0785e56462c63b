public import SQLText

/// A piece of work that carries a plan out.
public enum SchemaOperation: Sendable, Hashable {
    case statement(SQLFragment)
    /// Read every value of the changed column, convert it, and write it to the column of this name (where it differs from
    /// what that one holds).
    case carry(ColumnChange, into: String)
    /// Find out whether the new keys hold, before the database does with fewer words.
    case checkKeys
    /// Compute the values of these rollups, by table and column.
    case computeRollups([[String]])
    /// Kontor's own rows that name what a step renames or removes.
    case follow(MigrationStep)
}

extension MigrationPlan {
    /// What carries the plan out, in its order: old indexes go, names change, columns come, values are carried over, columns
    /// go, new indexes come.
    public func operations(_ dialect: SQLDialect) -> [SchemaOperation] {
        let writer = SchemaStatements(dialect)
        var (tables, references, changes, drops):
            ([SchemaOperation], [SchemaOperation], [SchemaOperation], [SchemaOperation])
        (tables, references, changes, drops) = ([], [], [], [])
        var (renaming, settlements): ([SchemaOperation], [SchemaOperation]) = ([], [])
        for step in steps {
            switch step {
            case .renameTable(let old, let new):
                renaming += [.statement(SQLFragment(writer.renameTable(old, to: new))), .follow(step)]
            case .renameColumn(let table, let old, let new):
                renaming += [.statement(SQLFragment(writer.renameColumn(table, old, to: new))), .follow(step)]
            case .createTable(let table):
                tables.append(.statement(SQLFragment(writer.createTable(table))))
                references += writer.addReferences(table).map { .statement(SQLFragment($0)) }
            case .addColumn(let table, let column, let value):
                changes.append(.statement(SQLFragment(writer.addColumn(table, column, default: value))))
            case .changeColumn(let change):
                changes += operations(for: change, writer)
                if change.newChart != nil { changes.append(.follow(step)) }
                if let statement = change.settlement { settlements.append(.statement(statement)) }
            case .dropColumn(let table, let column):
                if column.kind == .state || column.kind == .file { drops.append(.follow(step)) }
                drops.append(.statement(SQLFragment(writer.dropColumn(table, column.name))))
            case .replaceColumn(let table, let old, let new):
                changes.append(.statement(SQLFragment(writer.dropColumn(table, old.name))))
                changes.append(.statement(SQLFragment(writer.addColumn(table, new, default: nil))))
            case .computeRollup, .dropTable, .addKey, .dropKey, .addIndex, .dropIndex, .addSearch, .dropSearch: break
            }
        }
        let indexes = indexOperations(writer)
        let search = searchOperations(writer)
        let guards = guardOperations(writer)
        let check: [SchemaOperation] =
            steps.contains { if case .addKey = $0 { true } else { false } } ? [.checkKeys] : []
        let removed = search.drops + indexes.drops + guards.drops
        let changed = renaming + tables + references + changes + settlements + guards.additions + drops
        return removed + changed + tableDrops(writer) + check + indexes.creations + search.creations + rollupOperations
    }

    /// At the very end, when the indexes of the lookups are there.
    private var rollupOperations: [SchemaOperation] {
        let rollups = steps.compactMap { step -> [String]? in
            if case .computeRollup(let table, let column) = step { [table, column.name] } else { nil }
        }
        return rollups.isEmpty ? [] : [.computeRollups(rollups)]
    }

    /// Tables go at last, when no column refers to them; all are emptied before the first goes, since they may refer to
    /// each other.
    private func tableDrops(_ writer: SchemaStatements) -> [SchemaOperation] {
        let dropped = steps.compactMap { step -> (MigrationStep, String)? in
            if case .dropTable(let table) = step { (step, table.name) } else { nil }
        }
        return dropped.flatMap { step, name -> [SchemaOperation] in
            [.follow(step), .statement(SQLFragment("DELETE FROM \(quotedIdentifier(name))"))]
        } + dropped.map { .statement(SQLFragment(writer.dropTable($0.1))) }
    }

    private func operations(for change: ColumnChange, _ writer: SchemaStatements) -> [SchemaOperation] {
        var result: [SchemaOperation] = []
        switch change.carrying {
        case .nothing: break
        case .expression(let expression):
            result += writer.convert(change, by: expression).map { .statement(SQLFragment($0)) }
        case .rows where change.from.type == change.to.type:
            result.append(.carry(change, into: change.to.name))
        case .rows:
            result += [
                .statement(SQLFragment(writer.addCarrier(change))), .carry(change, into: SchemaStatements.carrier),
            ]
            result += writer.replaceByCarrier(change).map { .statement(SQLFragment($0)) }
        }
        if let fill = change.fill, let text = writer.fill(change, fill) { result.append(.statement(SQLFragment(text))) }
        return result
    }

    // MARK: Lookups to several entity types

    /// Hidden columns go before anything is renamed and come when everything is in its place.
    private func guardOperations(
        _ writer: SchemaStatements
    ) -> (drops: [SchemaOperation], additions: [SchemaOperation]) {
        let (old, new) = (ReferenceGuard.guards(of: base), ReferenceGuard.guards(of: target))
        let kept = Set(old).intersection(new).filter { guarding in
            renames.oldName(ofTable: guarding.table) == guarding.table
                && renames.oldName(ofColumn: guarding.column, in: guarding.table) == guarding.column
                && !isReplaced(guarding)
        }
        var additions = renames.renamedTargets.map {
            writer.renameTarget($0.table, $0.column, from: $0.old, to: $0.new)
        }
        for case .changeColumn(let change) in steps where change.from.target != nil && change.to.target == nil {
            if change.isReferenceMoved {
                additions.append(writer.tellTargets(change.table, change.to.name, change.to.targets))
            }
        }
        additions += new.filter { !kept.contains($0) }.flatMap(writer.add)
        let drops = old.filter { !kept.contains($0) }.flatMap(writer.drop)
        return (drops.map { .statement(SQLFragment($0)) }, additions.map { .statement(SQLFragment($0)) })
    }

    /// Whether the entity type that a guard refers to is another one of the same name now.
    private func isReplaced(_ guarding: ReferenceGuard) -> Bool {
        guard case .reference(let target) = guarding.purpose else { return false }
        return renames.oldName(ofTable: target) != target
    }

    // MARK: Indexes

    private struct Index: Hashable {
        var table: String
        var columns: [String]
        var isUnique: Bool
        /// Columns whose texts are in the order of the language.
        var ordered: [String]
    }

    /// Indexes are named after what they index, and no index survives that its values are rewritten.
    private func indexOperations(_ writer: SchemaStatements) -> (drops: [SchemaOperation], creations: [SchemaOperation])
    {
        var rewritten: Set<[String]> = []
        for case .changeColumn(let change) in steps where change.rewrites {
            rewritten.insert([change.table, change.to.name])
        }
        for case .replaceColumn(let table, _, let new) in steps { rewritten.insert([table, new.name]) }
        let old = Self.indexes(of: base)
        let new = Self.indexes(of: target)
        let kept = Set(old).intersection(new).filter { index in
            renames.oldName(ofTable: index.table) == index.table
                && index.columns.allSatisfy {
                    renames.oldName(ofColumn: $0, in: index.table) == $0 && !rewritten.contains([index.table, $0])
                }
        }
        let dropped = Set(
            steps.compactMap { step -> String? in
                if case .dropTable(let table) = step { renames.oldName(ofTable: table.name) } else { nil }
            })
        let drops = old.filter { !kept.contains($0) && !dropped.contains($0.table) }.map {
            SchemaOperation.statement(SQLFragment(writer.dropIndex($0.table, $0.columns, isUnique: $0.isUnique)))
        }
        let creations = new.filter { !kept.contains($0) }.map {
            SchemaOperation.statement(
                SQLFragment(
                    writer.createIndex($0.table, $0.columns, isUnique: $0.isUnique, ordered: $0.ordered)))
        }
        return (drops, creations)
    }

    private static func indexes(of schema: AppliedSchema) -> [Index] {
        schema.tables.flatMap { table in
            table.keys.map {
                Index(table: table.name, columns: $0, isUnique: true, ordered: table.ordered($0))
            }
                + table.indexes.map {
                    Index(table: table.name, columns: $0, isUnique: false, ordered: table.ordered($0))
                }
        }
    }
}
