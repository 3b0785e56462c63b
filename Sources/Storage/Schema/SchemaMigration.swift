public import Definitions
public import Model
public import Queries
public import SchemaPlanning

/// Carries a migration plan out.
///
///     let plan = try store.read {
///         try SchemaMigration.plan(to: catalog.entityTypes, states: { catalog.atomicStates(ofChart: $0) }, in: $0)
///     }
///     try await SchemaMigration.apply(plan, fingerprint: catalog.fingerprint, at: clock.now(), to: store)
public enum SchemaMigration {
    /// What leads from what a database has to what definitions ask for, with what its records say to that.
    ///
    /// - Parameter states: the states of a chart; nil where they are not known.
    public static func plan(
        to types: [EntityType], states: @escaping (String) -> [String]? = { _ in nil }, in reader: any SQLReader
    ) throws -> MigrationPlan {
        let state = try SchemaStateTable.current(in: reader)
        return try SchemaInspection.inspected(MigrationPlan(from: state.schema, to: types, states: states), in: reader)
    }

    /// Carries out all steps of a plan and notes the new state, in one transaction: whatever happens, the database has
    /// either the schema and the values from before or the new ones.
    ///
    /// - Parameters:
    ///   - allowingDestruction: whether steps that lose data may be done.
    ///   - fingerprint: names the definitions by their content.
    ///   - rollups: those of the definitions, each after those that it sums up.
    ///   - sources: their texts, which are kept for those who start or take over later.
    ///   - beforehand: called where something is about to be changed, while nobody else can write.
    /// - Throws: ``StorageError``: `planRefused` where the plan has refusals or loses data, `planOutdated` where the database
    ///   is no longer as it was when the plan was made. `DiagnosticsError` with the first records where records do not allow
    ///   a step.
    @discardableResult
    public static func apply(
        _ plan: MigrationPlan, allowingDestruction: Bool = false, fingerprint: String, rollups: [Rollup] = [],
        sources: DefinitionSources? = nil, at instant: Instant, to store: any Store,
        beforehand: @escaping @Sendable () throws -> Void = {}
    ) async throws -> SchemaState {
        guard plan.refusals.isEmpty else {
            throw StorageError(.planRefused, plan.refusals.map(\.message).joined(separator: "; "))
        }
        guard allowingDestruction || !plan.isDestructive else {
            throw StorageError(.planRefused, plan.destructions.map(\.message).joined(separator: "; "))
        }
        return try await store.write { connection in
            let current = try SchemaStateTable.current(in: connection)
            guard current.schema == plan.base else {
                throw StorageError(.planOutdated, "other definitions were applied since the plan was made")
            }
            let isText = try sources.map { try AppliedTextTable.sources(in: connection) == $0 } ?? true
            if isText, plan.steps.isEmpty, current.schema == plan.target, current.fingerprint == fingerprint {
                return current
            }
            // Records may have been written since the plan was shown to somebody.
            let problems = try SchemaInspection.inspected(plan, in: connection).records.problems
            guard problems.isEmpty else { throw DiagnosticsError(problems) }
            try beforehand()
            for operation in plan.operations(connection.dialect) {
                try run(operation, of: plan, rollups, on: connection)
            }
            var schema = plan.target
            schema.nameChanges += plan.nameChanges(through: try ChangeLogTable.head(in: connection).sequence)
            let state = SchemaState(
                number: try number(after: current.number, of: "the last schema state"), applied: instant,
                fingerprint: fingerprint, schema: schema)
            try SchemaStateTable.append(state, on: connection)
            if let sources { try AppliedTextTable.replace(by: sources, on: connection) }
            return state
        }
    }

    private static func run(
        _ operation: SchemaOperation, of plan: MigrationPlan, _ rollups: [Rollup], on connection: any SQLConnection
    ) throws {
        switch operation {
        case .statement(let statement): try connection.execute(statement)
        case .carry(let change, let destination):
            try ColumnCarrying.carry(change, into: destination, on: connection)
        case .checkKeys: try SchemaInspection.checkKeys(of: plan, on: connection)
        case .computeRollups(let columns):
            for rollup in rollups where columns.contains([rollup.owner.name, rollup.attribute.name]) {
                try RollupTable(rollup).repair(on: connection)
            }
        case .follow(let step): try SystemRows.follow(step, on: connection)
        }
    }
}
