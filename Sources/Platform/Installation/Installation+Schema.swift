import Definitions
import Model
import Records
public import SchemaPlanning
import Storage

extension Installation {
    /// What apply would change in the database.
    public func plan() throws -> MigrationPlan {
        let state = try store.read { try SchemaStateTable.current(in: $0) }
        return MigrationPlan(from: state.schema, to: records.deployment.get().catalog.entityTypes)
    }

    /// Carries the plan out, all of it or nothing.
    ///
    /// - Returns: what was done, line by line.
    /// - Throws: `DiagnosticsError` where a step is refused; nothing has changed then.
    @discardableResult
    public func apply() async throws -> [String] {
        let plan = try plan()
        guard plan.refusals.isEmpty else { throw DiagnosticsError(plan.refusals) }
        let fingerprint = records.deployment.get().catalog.fingerprint
        try await SchemaMigration.apply(plan, fingerprint: fingerprint, at: clock.now(), to: store)
        return plan.lines
    }

    /// - Throws: `DiagnosticsError` (`KTR-E110`) when the database is not what the definitions need.
    public func requireAppliedDefinitions() throws {
        let plan = try plan()
        guard !plan.steps.isEmpty || !plan.refusals.isEmpty else { return }
        throw DiagnosticsError([
            Diagnostic(
                .error, "KTR-E110", "the definitions have changed since they were last applied to this database",
                hint: "run 'kontor plan' to see the difference and 'kontor apply' to carry it out")
        ])
    }
}
