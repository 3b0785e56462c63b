public import SQLText

extension MigrationPlan {
    /// The statements that carry the plan out, in their order.
    public func statements(_ dialect: SQLDialect) -> [SQLFragment] {
        let writer = SchemaStatements(dialect)
        var (first, references, indexes): ([String], [String], [String]) = ([], [], [])
        for step in steps {
            switch step {
            case .createTable(let table):
                first.append(writer.createTable(table))
                references += writer.addReferences(table)
                indexes += table.keys.map { writer.createIndex(table.name, $0, isUnique: true) }
                indexes += table.indexes.map { writer.createIndex(table.name, $0, isUnique: false) }
            case .addColumn(let table, let column, let value):
                first.append(writer.addColumn(table, column, default: value))
            case .addKey(let table, let columns): indexes.append(writer.createIndex(table, columns, isUnique: true))
            case .addIndex(let table, let columns): indexes.append(writer.createIndex(table, columns, isUnique: false))
            case .dropKey(let table, let columns): indexes.append(writer.dropIndex(table, columns, isUnique: true))
            case .dropIndex(let table, let columns): indexes.append(writer.dropIndex(table, columns, isUnique: false))
            case .relax: break
            }
        }
        return (first + references + indexes).map { SQLFragment($0) }
    }
}
