import Model
import Records
import Scripting
import StateCharts

/// One step of one record's chart, from its stored state to what shall be stored.
struct ChartRun {
    let chart: Chart
    let scope: ScriptScope
    let model: LuaDataModel
    let context: RuleContext
    /// Who last sent an event to this record.
    let precedent: (String) throws -> RecordID?

    /// How many events of its own a chart may send itself without a delay in one step.
    static let ownEventBudget = 100

    func start(_ change: inout ChangeSet) throws -> StateStep {
        provide(change.after)
        let session = Session(
            chart: chart, dataModel: dataModel(for: change.after), id: change.after.id.description)
        let outcome = try orRefuse { () throws(StepFailure) in try session.start(tracing: true) }
        return try finish(session, outcome, of: &change, event: nil)
    }

    func send(_ event: StateEvent, to change: inout ChangeSet, session stored: DataValue?) throws -> StateStep {
        let session = try restore(change.after, stored)
        var external = Event(event.name, data: event.data == .null ? nil : event.data)
        external.sendID = event.sendID
        let outcome = try orRefuse { () throws(StepFailure) in try session.step(external, tracing: true) }
        guard outcome.isAnswered else {
            throw Refusal.unanswered(event.name, by: chart, in: session, problems: outcome.problems)
        }
        return try finish(session, outcome, of: &change, event: event.name)
    }

    func possibleEvents(for record: Record, session stored: DataValue?) throws -> [Records.PossibleEvent] {
        let session: Session
        do { session = try restore(record, stored) } catch let refusal as Refusal where refusal.kind == .conflict {
            // The chart does not know the record's state, since the definitions were changed. The record can be read all the
            // same; whoever sends an event is told.
            return []
        }
        let offered = session.possibleEvents().filter { event in
            !chart.sendsItself(event.name) && event.candidates.contains { isOpen($0.transition) }
        }
        return try offered.map { event in
            var obstacle = event.isEnabled ? nil : LocalizedText.guardSaidNo(event)
            if obstacle == nil, let transition = event.transition {
                obstacle = try permissionObstacle(transition)?.message
            }
            return Records.PossibleEvent(
                name: event.name, label: event.label, target: event.transition?.targets.first.flatMap(label),
                configuration: event.transition.map { session.activeStateIDs(after: $0).joined(separator: " ") },
                isPossible: obstacle == nil, obstacle: obstacle,
                location: event.refusals.first?.location ?? event.transition?.location)
        }
    }

    private func label(_ state: Int) -> LocalizedText? {
        chart.states[state].annotations.label ?? LocalizedText(chart.states[state].id)
    }

    /// `record`, `principal`, `now` and `today`, as guards and assignments know them; those that the chart's programs name.
    private func provide(_ record: Record) {
        var presets: [String: DataValue] = [:]
        if scope.namesRecord { presets["record"] = ScriptRecord.value(of: record, in: scope, files: context.files) }
        if scope.namesPrincipal {
            presets["principal"] = .object([
                "id": .text(context.principal.id.description), "name": .text(context.principal.name),
                "roles": .list(context.principal.roles.sorted().map(DataValue.text)),
            ])
        }
        if scope.namesNow { presets["now"] = .text(context.now.description) }
        if scope.namesToday { presets["today"] = .text(context.today.description) }
        model.presets = presets
    }

    /// What programs run in: formulas are kept current only where some program looks at one.
    private func dataModel(for record: Record) -> any DataModel {
        guard scope.namesFormula, scope.namesRecord else { return model }
        return CurrentFormulas(
            model, record, in: scope, files: context.files, chart: chart.states[0].location, compute: context.formulas)
    }

    private func restore(_ record: Record, _ stored: DataValue?) throws -> Session {
        guard let attribute = record.type.stateAttribute, case .text(let states) = record[attribute.name] else {
            throw Refusal.neverStarted(chart)
        }
        let id = record.id.description
        provide(record)
        let model = dataModel(for: record)
        return try orRefuse { () throws(StepFailure) in
            if let stored {
                return try Session(
                    chart: chart, dataModel: model, state: SessionState(stored, chart: chart), id: id)
            }
            return try Session(
                chart: chart, dataModel: model, activeStateIDs: states.split(separator: " ").map(String.init), id: id)
        }
    }

    /// The new state, the assignments, and what the effects mean for a record.
    private func finish(
        _ session: Session, _ first: StepOutcome, of change: inout ChangeSet, event: String?
    ) throws -> StateStep {
        guard let attribute = change.type.stateAttribute else { throw Refusal.neverStarted(chart) }
        let from = change.before?[attribute.name].displayText ?? ""
        var effects = ChartEffects(now: context.now, zone: context.zone)
        var outcome = first
        var ownEvents = 0
        while true {
            try checkPermission(outcome)
            try refuseProblems(outcome)
            try effects.add(outcome)
            guard let own = effects.nextOwnEvent() else { break }
            ownEvents += 1
            guard ownEvents <= Self.ownEventBudget else { throw Refusal.restless(chart, Self.ownEventBudget) }
            outcome = try orRefuse { () throws(StepFailure) in try session.step(own, tracing: true) }
        }
        if scope.namesRecord {
            let assigned = try orRefuse { () throws(DataModelError) in try model.value(of: "record") }
            if scope.namesFormula { try followFormulas(of: &change.after, assigned) }
            try ScriptRecord.fold(
                assigned, into: &change.after, in: scope, files: context.files, chart: chart.states[0].location)
        }
        let to = session.activeStateIDs.joined(separator: " ")
        change.after[attribute.name] = .text(to)
        let transition = StateTransition(chart: chart.name, event: event, from: from, to: to)
        var step = StateStep(transition: transition)
        step.session = session.needsSnapshot ? try orRefuse { () throws(StepFailure) in try session.snapshot() } : nil
        step.timers = effects.timers
        step.cancelled = effects.cancelled
        if case .finished = session.status {
            // SCXML 1.0 §6.2: what a session has sent itself and not received ends with it.
            step.endsTimers = true
            step.timers = []
        }
        return step
    }

    /// Gives formulas the values that programs saw last, so that nobody seems to have assigned them.
    private func followFormulas(of record: inout Record, _ assigned: DataValue) throws {
        var plain = record
        try ScriptRecord.fold(
            assigned, into: &plain, in: scope.withoutFormulas(of: record.type), files: context.files,
            chart: chart.states[0].location)
        let computed = try context.formulas(plain)
        for position in scope.positions where record.type.attributes[position].type.isDerived {
            record.values[position] = computed.values[position]
        }
    }

    /// A program that failed refuses the write, unless the chart says what to do about `error.*` events itself.
    private func refuseProblems(_ outcome: StepOutcome) throws {
        guard !outcome.problems.isEmpty, !chart.handlesErrors else { return }
        throw Refusal(
            .invalid,
            outcome.problems.map { problem in
                Refusal.Problem(
                    problem.code, LocalizedText(problem.message), hint: problem.hint.map { LocalizedText($0) },
                    at: problem.location)
            })
    }

    private func orRefuse<Value>(_ body: () throws(DataModelError) -> Value) throws -> Value {
        do { return try body() } catch {
            throw Refusal(.limit, "KTR-C313", LocalizedText(error.message), at: chart.states[0].location)
        }
    }

    private func orRefuse<Value>(_ body: () throws(StepFailure) -> Value) throws -> Value {
        do { return try body() } catch {
            // C206 and C207: a stored state that does not fit the chart. All others are budgets.
            let isMisfit = ["KTR-C206", "KTR-C207"].contains(error.diagnostic.code)
            throw Refusal(
                isMisfit ? .conflict : .limit, error.diagnostic.code, LocalizedText(error.diagnostic.message),
                hint: error.diagnostic.hint.map { LocalizedText($0) }, at: error.diagnostic.location)
        }
    }
}
