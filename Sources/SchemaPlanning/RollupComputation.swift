/// Which rollups have to be computed anew by a plan.
enum RollupComputation {
    /// A step for each rollup that is new, is defined otherwise, or whose source's values are carried over to another form.
    static func steps(
        _ base: AppliedSchema, _ target: AppliedSchema, changes: [MigrationStep]
    ) -> [MigrationStep] {
        var changed: Set<String> = []
        for case .changeColumn(let change) in changes where change.rewrites || change.fill != nil {
            changed.insert(change.table)
        }
        var found: Set<[String]> = []
        // A rollup may sum up another one: what is computed anew changes its table too.
        while true {
            let before = found.count
            for table in target.tables {
                guard let known = base.table(named: table.name) else { continue }
                for column in table.columns {
                    guard let rollup = column.rollup else { continue }
                    let old = known.column(named: column.name)
                    let isSame = old?.rollup == rollup && old?.kind == column.kind
                    guard !isSame || changed.contains(rollup.source) else { continue }
                    if found.insert([table.name, column.name]).inserted { changed.insert(table.name) }
                }
            }
            if found.count == before { break }
        }
        return target.tables.flatMap { table in
            table.columns.filter { found.contains([table.name, $0.name]) }.map {
                MigrationStep.computeRollup(table: table.name, $0)
            }
        }
    }
}
