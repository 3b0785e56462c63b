import Definitions
import Foundation
public import Model
import Queries
import Records
import SchemaPlanning
import StateCharts
import Storage

extension Installation {
    /// What an apply of the folder's definitions would change, and what the records say to it. Works beside a running server.
    ///
    /// - Throws: `DiagnosticsError` with every problem of every file.
    public func plan() throws -> DefinitionChange {
        let sources = try DefinitionTree.read(from: URL(fileURLWithPath: settings.definitions))
        let (state, applied) = try store.read {
            (try SchemaStateTable.current(in: $0), try AppliedTextTable.sources(in: $0))
        }
        let problems = try DefinitionCheck.problems(of: sources, since: applied)
        guard !problems.hasErrors else { throw DiagnosticsError(problems.filter { $0.severity == .error }) }
        let catalog = try DefinitionCompiler.compile(sources)
        let plan = MigrationPlan(
            from: state.schema, to: catalog.entityTypes, zone: settings.zone,
            states: { catalog.atomicStates(ofChart: $0) },
            formerStates: { catalog.charts[$0]?.formerStates ?? [:] })
        return DefinitionChange(
            sources: sources, fingerprint: catalog.fingerprint,
            rollups: catalog.rollups.map { $0.told(in: settings.zone) },
            migration: try store.read { try SchemaInspection.inspected(plan, in: $0) },
            texts: applied.map { TextDifferences(from: $0, to: sources) },
            consequences: try RemovalConsequences(from: applied, to: catalog, in: store),
            workflow: try WorkflowConsequences(from: applied, to: catalog, in: store))
    }

    /// Carries the plan out, all of it or nothing. Servers of this database take the definitions over by themselves.
    ///
    /// - Parameter allowingDestruction: whether steps that lose data may be done; a copy of the database is made first,
    ///   beside it.
    /// - Returns: what was done, line by line, with the name of the copy.
    /// - Throws: `DiagnosticsError` where a step is refused; nothing has changed then.
    @discardableResult
    public func apply(allowingDestruction: Bool = false) async throws -> [String] {
        let change = try plan()
        guard change.problems.isEmpty else { throw DiagnosticsError(change.problems) }
        guard allowingDestruction || !change.isDestructive else { throw DiagnosticsError(change.destructions) }
        let now = clock.now()
        let copy = change.isDestructive ? settings.database.backupPath(at: now) : nil
        try await SchemaMigration.apply(
            change.migration, allowingDestruction: allowingDestruction, fingerprint: change.fingerprint,
            rollups: change.rollups,
            sources: change.sources, at: now, to: store
        ) { [store] in
            // Nobody writes between the copy and what is lost.
            if let copy { try store.backUp(to: copy) }
        }
        try await records.deployment.takeOver()
        return (copy.map { ["The previous database is kept in \($0)"] } ?? []) + change.lines
    }

    /// - Throws: `DiagnosticsError` (`KTR-E110`) where this installation does not work by what was applied to its database:
    ///   because nothing was, or by a version of Kontor that kept no texts and the folder was changed since.
    public func requireAppliedDefinitions() throws {
        let deployment = records.deployment.get()
        if try store.read({ try !AppliedTextTable.isEmpty(in: $0) }) {
            // Texts that another version applied and this one cannot use.
            if deployment.state == nil { _ = try AppliedDeployments(store: store, zone: settings.zone).deployment() }
            return
        }
        let state = try store.read { try SchemaStateTable.current(in: $0) }
        let plan = MigrationPlan(
            from: state.schema, to: deployment.catalog.entityTypes, zone: settings.zone,
            states: { deployment.catalog.atomicStates(ofChart: $0) })
        guard !plan.isEmpty else { return }
        throw DiagnosticsError([
            Diagnostic(
                .error, "KTR-E110",
                state.number == 0
                    ? "no definitions were applied to this database"
                    : "the definitions have changed since they were last applied to this database",
                hint: "run 'kontor plan' to see the difference and 'kontor apply' to carry it out")
        ])
    }

    /// What is in the folder and was not applied, to be told when a server starts; nil where the folder is what was applied.
    public func unappliedEdits() -> Diagnostic? {
        guard let applied = try? store.read({ try AppliedTextTable.sources(in: $0) }) else { return nil }
        let place = "'\(settings.definitions)'"
        guard let sources = try? DefinitionTree.read(from: URL(fileURLWithPath: settings.definitions)) else {
            return Diagnostic(
                .warning, "KTR-E152", "the definitions in \(place) cannot be read; the applied definitions are served")
        }
        let differences = TextDifferences(from: applied, to: sources)
        guard !differences.isEmpty else { return nil }
        let shown = differences.lines.prefix(5).joined(separator: ", ")
        return Diagnostic(
            .warning, "KTR-E152",
            "\(place) has edits that were not applied (\(shown)\(differences.lines.count > 5 ? ", …" : "")); the "
                + "applied definitions are served",
            hint: "'kontor plan' shows the difference, 'kontor apply' carries it out while the server runs")
    }
}

extension DatabaseAddress {
    /// Where a copy of the database goes that is made before data are lost: beside it, with the time in its name.
    func backupPath(at instant: Instant) -> String {
        let time = instant.description.filter { $0 != "-" && $0 != ":" }
        switch self {
        case .sqlite(let path): return "\(path).before-\(time)"
        }
    }
}
