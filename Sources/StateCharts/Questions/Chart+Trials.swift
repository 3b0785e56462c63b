public import Model

// Steps that never come to rest, found by taking them: with raised events, histories, parallel states and all. A chart whose guards
// are asked on the way is not judged.

/// A step that never ends, whatever guards say.
public struct EndlessStep: Sendable {
    /// The event that begins it; nil for the start of the chart.
    public let event: String?
    /// The states that it begins in.
    public let states: [String]
    /// A transition, or a `<send>`, that is on the way.
    public let location: SourceLocation?
}

extension Chart {
    /// How many steps are tried at most: a chart of a hundred states with ten events each is.
    private static let trials = 1_000
    /// How many events without a delay a record's chart may send itself in one step.
    private static let ownEvents = 100

    /// The first step without end that is found: every way into a circle would be another one.
    public var endlessStep: EndlessStep? {
        let model = UndecidedModel(self)
        let start = Session(chart: self, dataModel: model)
        if let way = place(ofEndless: start, { () throws(StepFailure) in try start.start() }), !model.wasAsked {
            return EndlessStep(event: nil, states: [], location: way)
        }
        var left = Self.trials
        for state in layout.atomic where !layout.final.contains(state) {
            let configuration = usualConfiguration(with: state)
            for event in namedEvents(in: configuration) where left > 0 {
                left -= 1
                var saved = SessionState()
                (saved.configuration, saved.initialized, saved.status) = (configuration, configuration, .running)
                saved.declared = Set(variables)
                guard let session = try? Session(chart: self, dataModel: model, state: saved) else { continue }
                model.wasAsked = false
                let way = place(ofEndless: session) { () throws(StepFailure) in try session.step(Event(event)) }
                guard let way, !model.wasAsked else { continue }
                return EndlessStep(event: event, states: atomicIDs(of: configuration), location: way)
            }
        }
        return nil
    }

    /// Takes a step with the events that it sends itself at once; a place on its way where it has no end.
    private func place(
        ofEndless session: Session, _ begin: () throws(StepFailure) -> StepOutcome
    ) -> SourceLocation? {
        do throws(StepFailure) {
            var waiting = Self.sentAtOnce(try begin())
            var taken = 0
            while !waiting.isEmpty {
                let next = waiting.removeFirst()
                taken += 1
                if taken > Self.ownEvents { return next.location }
                guard session.status == .running else { return nil }
                waiting += Self.sentAtOnce(try session.step(next.event))
            }
            return nil
        } catch {
            return error.diagnostic.code == "KTR-C201" ? error.diagnostic.location ?? states[0].location : nil
        }
    }

    private static func sentAtOnce(_ outcome: StepOutcome) -> [OutgoingEvent] {
        outcome.effects.compactMap { effect in
            guard case .send(let sent) = effect, sent.target == .own, sent.delay == .zero,
                sent.annotations["delay"] == nil
            else { return nil }
            return sent
        }
    }

    /// A state with those around it, and the regions beside it as they are entered.
    private func usualConfiguration(with state: Int) -> StateSet {
        let session = Session(chart: self, dataModel: UndecidedModel(self))
        var plan = EntryPlan()
        session.addDescendants(of: state, to: &plan)
        session.addAncestors(of: state, below: 0, to: &plan)
        plan.states.insert(0)
        return plan.states
    }

    private func namedEvents(in configuration: StateSet) -> [String] {
        var names: [String] = []
        for transition in configuration.flatMap({ states[$0].transitions }) {
            for descriptor in transitions[transition].events
            where !descriptor.isWildcard && !names.contains(descriptor.prefix) {
                names.append(descriptor.prefix)
            }
        }
        return names
    }
}

/// A data model without values, which notes that a guard was asked.
private final class UndecidedModel: DataModel {
    var activeStates = StateSet()
    var wasAsked = false
    private var wasAskedBefore = false
    private let chart: Chart

    init(_ chart: Chart) { self.chart = chart }

    func begin(_ session: SessionFacts) {}
    func bind(_ event: Event) {}
    func condition(_ program: Int) -> Bool {
        switch chart.programs[program].text.trimmed {
        case "true": return true
        case "false", "nil": return false
        default:
            wasAsked = true
            return false
        }
    }
    func value(_ program: Int) -> DataValue {
        (wasAskedBefore, wasAsked) = (wasAsked, true)
        return .null
    }
    func run(_ program: Int) {}
    func put(_ value: DataValue, into program: Int) {}
    /// The first value of a variable decides nothing by itself.
    func declare(_ name: String, _ value: DataValue) { wasAsked = wasAskedBefore }
    func iterate(_ program: Int, _ turn: () -> Bool) { wasAsked = true }
    func variables() -> DataValue { .object([DataValue.Member]()) }
    func restore(_ variables: DataValue) {}
}
