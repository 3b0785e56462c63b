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
    /// How people call the roles that transitions ask for.
    let roleLabels: [String: LocalizedText]
    /// Who last sent an event to this record.
    let precedent: (String) throws -> RecordID?
    /// What the chart has seen of the record's formulas.
    let formulas = FollowedFormulas()

    /// How many events of its own a chart may send itself without a delay in one step.
    static let ownEventBudget = 100

    func start(_ change: inout ChangeSet) throws -> StateStep {
        provide(change.after)
        let session = Session(chart: chart, dataModel: model, id: change.after.id.description)
        let outcome = try orRefuse { () throws(StepFailure) in try session.start(tracing: true) }
        log(outcome)
        return try finish(session, outcome, of: &change, event: nil)
    }

    func send(_ event: StateEvent, to change: inout ChangeSet, session stored: DataValue?) throws -> StateStep {
        let session = try restore(change.after, stored)
        let name = chart.currentName(ofEvent: event.name)
        let outcome = try take(event, named: name, in: session)
        return try finish(session, outcome, of: &change, event: name)
    }

    /// Takes an event. One that nothing answers because a guard could not be asked has failed, and is not merely unanswered.
    func take(_ event: StateEvent, named name: String, in session: Session) throws -> StepOutcome {
        var external = Event(name, data: event.data == .null ? nil : event.data)
        external.sendID = event.sendID
        let outcome = try orRefuse { () throws(StepFailure) in try session.step(external, tracing: true) }
        log(outcome)
        try formulas.check()
        guard !outcome.isAnswered else { return outcome }
        if !outcome.problems.isEmpty {
            // The chart has listened to the error instead.
            if chart.handlesErrors, outcome.microsteps > 0 { return outcome }
            throw Refusal.failed(outcome.problems)
        }
        throw Refusal.unanswered(name, by: chart, in: session)
    }

    /// `record`, `principal`, `now` and `today`, as guards and assignments know them; those that the chart's programs name.
    private func provide(_ record: Record) {
        formulas.begin(record, in: scope)
        followFormulas()
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

    func restore(_ record: Record, _ stored: DataValue?) throws -> Session {
        guard let attribute = record.type.stateAttribute, case .text(let states) = record[attribute.name] else {
            throw Refusal.neverStarted(chart)
        }
        let id = record.id.description
        provide(record)
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
        var places: [String: SourceLocation] = [:]
        while true {
            try checkPermission(outcome)
            try refuseProblems(outcome)
            try effects.add(outcome)
            for program in outcome.assignments.map({ chart.programs[$0] }) {
                if let attribute = program.assignedAttribute(of: "record") { places[attribute] = program.location }
            }
            try formulas.check()
            guard let own = effects.nextOwnEvent() else { break }
            ownEvents += 1
            guard ownEvents <= Self.ownEventBudget else { throw Refusal.restless(chart, Self.ownEventBudget) }
            outcome = try orRefuse { () throws(StepFailure) in try session.step(own, tracing: true) }
            log(outcome)
        }
        if scope.namesRecord {
            let assigned = try orRefuse { () throws(DataModelError) in try model.value(of: "record") }
            for position in scope.formulas {
                change.after.values[position] = formulas.record?.values[position] ?? .null
            }
            try ScriptRecord.fold(
                assigned, into: &change.after, in: scope, files: context.files, places: places,
                chart: chart.states[0].location)
        }
        let to = session.activeStateIDs.joined(separator: " ")
        change.after[attribute.name] = .text(to)
        let transition = StateTransition(chart: chart.name, event: event, from: from, to: to)
        var step = StateStep(transition: transition)
        step.session = session.needsSnapshot ? try orRefuse { () throws(StepFailure) in try session.snapshot() } : nil
        step.places = places
        step.timers = effects.timers
        step.cancelled = effects.cancelled
        if case .finished = session.status {
            // SCXML 1.0 §6.2: what a session has sent itself and not received ends with it.
            step.endsTimers = true
            step.timers = []
        }
        return step
    }

    /// A program that failed refuses the write, unless the chart says what to do about `error.*` events itself.
    func refuseProblems(_ outcome: StepOutcome) throws {
        guard !outcome.problems.isEmpty, !chart.handlesErrors else { return }
        throw Refusal.failed(outcome.problems)
    }

    private func orRefuse<Value>(_ body: () throws(DataModelError) -> Value) throws -> Value {
        do { return try body() } catch {
            throw Refusal(
                .limit, "KTR-C313",
                LocalizedText(
                    error.message, german: "Was das Diagramm in den Datensatz schreibt, kann nicht gelesen werden."),
                at: chart.states[0].location)
        }
    }

    func orRefuse<Value>(_ body: () throws(StepFailure) -> Value) throws -> Value {
        do { return try body() } catch {
            // C206 and C207: a stored state that does not fit the chart. All others are budgets.
            let isMisfit = ["KTR-C206", "KTR-C207"].contains(error.diagnostic.code)
            context.log.add(
                RuleLogEntry(
                    .failure, error.diagnostic.message, at: error.diagnostic.location, request: context.cause.request))
            // What a guard failed with again and again is Lua, and for the log alone.
            let message =
                error.diagnostic.code == "KTR-C201"
                ? LocalizedText(
                    "The state chart '\(chart.name)' does not settle.",
                    german: "Das Zustandsdiagramm „\(chart.name)“ kommt nicht zur Ruhe.")
                : LocalizedText(error.diagnostic.message, german: germanMessage(of: error.diagnostic))
            throw Refusal(
                isMisfit ? .conflict : .limit, error.diagnostic.code, message,
                hint: error.diagnostic.hint.map { LocalizedText($0) }, at: error.diagnostic.location)
        }
    }

    private func germanMessage(of failure: Diagnostic) -> String {
        switch failure.code {
        case "KTR-C203": "Ein Programm des Diagramms „\(chart.name)“ braucht zu lange oder zu viel Speicher."
        case "KTR-C206", "KTR-C207": "Das Diagramm „\(chart.name)“ kennt den Zustand dieses Datensatzes nicht mehr."
        case "KTR-C209": "Der Schritt setzt mehr als \(Session.timerBudget) Fristen."
        default: "Was zu diesem Datensatz gespeichert ist, passt nicht zum Diagramm „\(chart.name)“."
        }
    }
}
