import Definitions
import Model
import SQLText
import StateCharts
import Storage

/// What changed charts mean for records that have begun: deadlines whose event is gone, states that only histories remember,
/// variables that are new. Found before anything is applied, with how many records and which.
struct WorkflowConsequences: Sendable {
    var lines: [String] = []
    var problems: [Diagnostic] = []

    var isEmpty: Bool { lines.isEmpty && problems.isEmpty }

    static let shown = 5

    /// Compares the texts that were applied with the definitions that shall be.
    init(from applied: DefinitionSources?, to after: Catalog, in store: any Store) throws {
        // Texts that another version applied may not compile; then there is nothing to compare with.
        guard let applied, let before = try? DefinitionCompiler.compile(applied) else { return }
        try store.read { reader in
            try compareTimers(before, after, reader)
            for type in after.entityTypes {
                guard let old = Self.former(type, in: before), let oldChart = before.chart(of: old),
                    let chart = after.chart(of: type)
                else { continue }
                try compareStates(oldChart, chart, type, old, reader)
                try compareSessions(oldChart, chart, type, reader)
                try compareVariables(oldChart, chart, old, reader)
            }
        }
    }

    private static func former(_ type: EntityType, in before: Catalog) -> EntityType? {
        ([type.name] + type.formerNames).lazy.compactMap { before.entityType(named: $0) }.first
    }

    private mutating func compareTimers(_ before: Catalog, _ after: Catalog, _ reader: any SQLReader) throws {
        for waiting in try TimerTable.waitingEvents(examples: Self.shown, in: reader) {
            let type = after.entityTypes.first { ([$0.name] + $0.formerNames).contains(waiting.entity) }
            guard let type, let chart = after.chart(of: type) else { continue }
            let current = chart.currentName(ofEvent: waiting.event)
            let deadlines = "\(waiting.count) \(waiting.count == 1 ? "deadline" : "deadlines") of '\(type.name)'"
            if chart.listens(to: current) {
                if current != waiting.event { lines.append("~ \(deadlines): '\(waiting.event)' is '\(current)'") }
                continue
            }
            // What nothing listened to before is no consequence of this change.
            let old = before.entityType(named: waiting.entity).flatMap { before.chart(of: $0) }
            guard let old, old.listens(to: old.currentName(ofEvent: waiting.event)) else { continue }
            problems.append(
                Diagnostic(
                    .error, "KTR-P600",
                    "\(deadlines) \(waiting.count == 1 ? "waits" : "wait") for the event '\(waiting.event)', which the chart '\(chart.name)' no longer handles",
                    hint:
                        "write k:was=\"\(waiting.event)\" on the transition of the renamed event, or keep a transition for it"
                        + examples(waiting.examples, of: waiting.count), at: chart.states[0].location))
        }
    }

    private mutating func compareSessions(
        _ old: Chart, _ chart: Chart, _ type: EntityType, _ reader: any SQLReader
    ) throws {
        var remembering: [String: (count: Int, records: [RecordID])] = [:]
        var forgotten: [String: (count: Int, records: [RecordID])] = [:]
        try SessionTable.forEachSession(of: old.name, in: reader) { record, data in
            // What is damaged is told by `kontor verify`.
            guard let record, let session = try? DataValue(storedJSON: data) else { return }
            for history in chart.historiesMissing(to: session) {
                forgotten[history, default: (0, [])].count += 1
                if (forgotten[history]?.records.count ?? 0) < Self.shown { forgotten[history]?.records.append(record) }
            }
            for state in chart.statesMissing(toHistoriesOf: session) {
                remembering[state, default: (0, [])].count += 1
                if (remembering[state]?.records.count ?? 0) < Self.shown { remembering[state]?.records.append(record) }
            }
        }
        for (history, found) in forgotten.sorted(by: { $0.key < $1.key }) {
            let records = found.count == 1 ? "1 record" : "\(found.count) records"
            lines.append(
                "~ chart \(chart.name): what \(records) of '\(type.name)' \(found.count == 1 ? "remembers" : "remember") by the history '\(history)' is forgotten; write k:was=\"\(history)\" on a history to continue with it"
                    + examples(found.records, of: found.count))
        }
        for (state, found) in remembering.sorted(by: { $0.key < $1.key }) {
            let records = found.count == 1 ? "1 record" : "\(found.count) records"
            problems.append(
                Diagnostic(
                    .error, "KTR-P601",
                    "\(records) of '\(type.name)' would return to the state '\(state)' through a history, but the chart '\(chart.name)' no longer has it",
                    hint: "write k:was=\"\(state)\" on the state that they should return to"
                        + examples(found.records, of: found.count), at: chart.states[0].location))
        }
    }

    private mutating func compareVariables(
        _ old: Chart, _ chart: Chart, _ type: EntityType, _ reader: any SQLReader
    ) throws {
        let new = chart.newVariables(since: old)
        let gone = old.variables.filter { !chart.knows(variable: $0) }
        guard !new.isEmpty || !gone.isEmpty else { return }
        let count =
            try reader.integer(
                SQLFragment("SELECT count(*) FROM \(quotedIdentifier(type.name))")) ?? 0
        guard count > 0 else { return }
        let records = count == 1 ? "1 record" : "\(count) records"
        for name in new {
            lines.append(
                "~ chart \(chart.name): variable '\(name)' is new; \(records) of '\(type.name)' \(count == 1 ? "gets" : "get") its initial value"
            )
        }
        for name in gone {
            lines.append(
                "~ chart \(chart.name): variable '\(name)' was removed; \(records) of '\(type.name)' may still hold it")
        }
    }

    func examples(_ records: [RecordID], of count: Int) -> String {
        records.map { "\n        \($0)" }.joined() + (count > records.count ? "\n        …" : "")
    }
}
