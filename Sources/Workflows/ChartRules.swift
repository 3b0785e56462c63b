public import Definitions
public import Model
public import Records
import Scripting
import StateCharts

/// State charts as the write path's ``StateRules``: one step of a record's chart as part of the write that caused it.
///
/// The session is rebuilt from the state attribute (and from what was stored beside it, for charts with variables or
/// histories), takes the event, and gives back the new state, the attributes it assigned and the timers it wants. Nothing of
/// it lives on between two writes.
public struct ChartRules: StateRules {
    private let charts: [String: BoundChart]

    /// A chart with what its programs see of the entity type that it belongs to, and data models that wait for a session.
    private struct BoundChart {
        var chart: Chart
        var scope: ScriptScope
        var models: IdlePool<LuaDataModel>
        var roleLabels: [String: LocalizedText]

        init(_ chart: Chart, of type: EntityType, in catalog: Catalog) {
            roleLabels = Dictionary(catalog.roles.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
            self.chart = chart
            scope = ScriptScope(of: chart, for: type)
            models = IdlePool { LuaDataModel(chart: chart, sandbox: try ChartSandbox()) }
        }

        func withRun<Result>(
            in context: RuleContext, precedent: (String) throws -> RecordID?, _ body: (ChartRun) throws -> Result
        ) throws -> Result {
            try context.budget?.check()
            return try models.withOne { model in
                model.setDeadline(context.budget?.deadline)
                defer { model.afterAssignment = nil }
                do {
                    return try withoutActuallyEscaping(precedent) { precedent in
                        try body(
                            ChartRun(
                                chart: chart, scope: scope, model: model, context: context, roleLabels: roleLabels,
                                precedent: precedent))
                    }
                } catch let refusal as Refusal where refusal.kind == .limit {
                    // A program that the time of the whole request has ended is told as that.
                    guard let budget = context.budget, budget.isSpent else { throw refusal }
                    throw budget.refusal(at: refusal.problems[0].location)
                }
            }
        }
    }

    /// Rules for all charts of a catalog.
    public init(catalog: Catalog) {
        var charts: [String: BoundChart] = [:]
        for type in catalog.entityTypes {
            guard let chart = catalog.chart(of: type) else { continue }
            charts[type.name] = BoundChart(chart, of: type, in: catalog)
        }
        self.charts = charts
    }

    /// Enters the chart's initial states.
    public func start(_ change: inout ChangeSet, in context: RuleContext) throws -> StateStep? {
        guard let bound = charts[change.type.name] else { return nil }
        return try bound.withRun(in: context, precedent: { _ in nil }) { try $0.start(&change) }
    }

    /// Takes an event, and all that follows from it, in the chart of a record.
    public func send(
        _ event: StateEvent, to change: inout ChangeSet, session: DataValue?, in context: RuleContext,
        precedent: (String) throws -> RecordID?
    ) throws -> StateStep {
        guard let bound = charts[change.type.name] else { throw Refusal.noChart(change.type) }
        return try bound.withRun(in: context, precedent: precedent) {
            try $0.send(event, to: &change, session: session)
        }
    }

    /// What the record's states listen to, each with what stands against it.
    public func possibleEvents(
        for record: Record, session: DataValue?, in context: RuleContext, precedent: (String) throws -> RecordID?
    ) throws -> [Records.PossibleEvent] {
        guard let bound = charts[record.type.name] else { return [] }
        return try bound.withRun(in: context, precedent: precedent) {
            try $0.possibleEvents(for: record, session: session)
        }
    }
}
