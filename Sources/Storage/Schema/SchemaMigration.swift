public import Model
public import SchemaPlanning

/// Carries a migration plan out.
///
///     let state = try store.read { try SchemaStateTable.current(in: $0) }
///     let plan = MigrationPlan(from: state.schema, to: catalog.entityTypes)
///     try await SchemaMigration.apply(plan, fingerprint: catalog.fingerprint, at: clock.now(), to: store)
public enum SchemaMigration {
    /// Runs all statements of a plan and notes the new state, in one transaction: whatever happens, the database has
    /// either the schema from before or the new one.
    ///
    /// - Parameter fingerprint: names the definitions by their content.
    /// - Throws: ``StorageError``: `planRefused` where the plan has refusals, `planOutdated` where the database is no longer
    ///   as it was when the plan was made, `unique` where records break a new key.
    @discardableResult
    public static func apply(
        _ plan: MigrationPlan, fingerprint: String, at instant: Instant, to store: any Store
    ) async throws -> SchemaState {
        guard plan.refusals.isEmpty else {
            throw StorageError(.planRefused, plan.refusals.map(\.message).joined(separator: "; "))
        }
        return try await store.write { connection in
            let current = try SchemaStateTable.current(in: connection)
            guard current.schema == plan.base else {
                throw StorageError(.planOutdated, "other definitions were applied since the plan was made")
            }
            if plan.steps.isEmpty, current.schema == plan.target, current.fingerprint == fingerprint { return current }
            for statement in plan.statements(connection.dialect) { try connection.execute(statement) }
            let state = SchemaState(
                number: current.number + 1, applied: instant, fingerprint: fingerprint, schema: plan.target)
            try SchemaStateTable.append(state, on: connection)
            return state
        }
    }
}
