import Definitions
import Model
import Records
public import SchemaPlanning
import Storage

extension Installation {
    /// What apply would change in the database, and what the records there say to it.
    public func plan() throws -> MigrationPlan {
        let catalog = records.deployment.get().catalog
        return try store.read {
            try SchemaMigration.plan(to: catalog.entityTypes, states: { catalog.states(ofChart: $0) }, in: $0)
        }
    }

    /// Carries the plan out, all of it or nothing.
    ///
    /// - Parameter allowingDestruction: whether steps that lose data may be done; a copy of the database is made first,
    ///   beside it.
    /// - Returns: what was done, line by line, with the name of the copy.
    /// - Throws: `DiagnosticsError` where a step is refused; nothing has changed then.
    @discardableResult
    public func apply(allowingDestruction: Bool = false) async throws -> [String] {
        let plan = try plan()
        guard plan.problems.isEmpty else { throw DiagnosticsError(plan.problems) }
        var lines = plan.lines
        let now = clock.now()
        if plan.isDestructive {
            guard allowingDestruction else { throw DiagnosticsError(plan.destructions) }
            let copy = settings.database.backupPath(at: now)
            try await store.backup(to: copy)
            lines.insert("The database as it was is kept in \(copy)", at: 0)
        }
        let catalog = records.deployment.get().catalog
        try await SchemaMigration.apply(
            plan, allowingDestruction: allowingDestruction, fingerprint: catalog.fingerprint, rollups: catalog.rollups,
            at: now, to: store)
        return lines
    }

    /// - Throws: `DiagnosticsError` (`KTR-E110`) when the database is not what the definitions need.
    public func requireAppliedDefinitions() throws {
        let catalog = records.deployment.get().catalog
        let state = try store.read { try SchemaStateTable.current(in: $0) }
        // The records are not asked: this is about what a server needs when it starts.
        let plan = MigrationPlan(
            from: state.schema, to: catalog.entityTypes, states: { catalog.states(ofChart: $0) })
        guard !plan.isEmpty else { return }
        throw DiagnosticsError([
            Diagnostic(
                .error, "KTR-E110", "the definitions have changed since they were last applied to this database",
                hint: "run 'kontor plan' to see the difference and 'kontor apply' to carry it out")
        ])
    }
}

extension DatabaseAddress {
    /// Where a copy of the database goes that is made before data are lost: beside it, with the time in its name.
    fileprivate func backupPath(at instant: Instant) -> String {
        let time = instant.description.filter { $0 != "-" && $0 != ":" }
        switch self {
        case .sqlite(let path): return "\(path).before-\(time)"
        }
    }
}
