import SQLText

// Full-text indexes: those that a step touches go before anything else and are made anew at the end, from what the records have then.

extension MigrationPlan {
    func searchOperations(
        _ writer: SchemaStatements
    ) -> (drops: [SchemaOperation], creations: [SchemaOperation]) {
        var rewritten: Set<[String]> = []
        for case .changeColumn(let change) in steps where change.rewrites || change.fill != nil {
            rewritten.insert([change.table, change.to.name])
        }
        // The index names table and columns, and holds their values.
        let kept = Set(
            target.tables.compactMap { table -> String? in
                guard let columns = table.search, renames.oldName(ofTable: table.name) == table.name,
                    base.table(named: table.name)?.search == columns,
                    base.table(named: table.name)?.words == table.words,
                    columns.allSatisfy({
                        renames.oldName(ofColumn: $0, in: table.name) == $0 && !rewritten.contains([table.name, $0])
                    })
                else { return nil }
                return table.name
            })
        func statements(_ texts: [String]) -> [SchemaOperation] { texts.map { .statement(SQLFragment($0)) } }
        return (
            base.tables.filter { $0.search != nil && !kept.contains($0.name) }
                .flatMap { statements(writer.dropSearch($0.name)) },
            target.tables.filter { !kept.contains($0.name) }
                .flatMap { table in table.search.map { statements(writer.createSearch(table.name, $0)) } ?? [] }
        )
    }
}

extension SchemaStatements {
    /// The index, filled with what the table has.
    ///
    /// It keeps no texts of its own: they are in the table (https://www.sqlite.org/fts5.html#external_content_tables). Words are
    /// those of `SearchWords`.
    func createSearch(_ table: String, _ columns: [String]) -> [String] {
        let index = quotedIdentifier(searchIndexName(of: table))
        let list = columns.map(quotedIdentifier)
        switch dialect {
        case .sqlite:
            return [
                """
                CREATE VIRTUAL TABLE \(index) USING fts5(\(list.joined(separator: ", ")), \
                content=\(quotedIdentifier(table)), content_rowid="\(searchIndexRow)", columnsize=0, \
                tokenize="\(SQLFunctions.words)")
                """,
                "INSERT INTO \(index) (\(index)) VALUES ('rebuild')",
            ]
        case .postgresql:
            let text = list.map { "coalesce(\($0), '')" }.joined(separator: " || ' ' || ")
            return ["CREATE INDEX \(index) ON \(quotedIdentifier(table)) USING gin (to_tsvector('simple', \(text)))"]
        }
    }

    func dropSearch(_ table: String) -> [String] {
        let index = quotedIdentifier(searchIndexName(of: table))
        return [dialect == .sqlite ? "DROP TABLE \(index)" : "DROP INDEX \(index)"]
    }
}
