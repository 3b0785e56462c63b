public import Model

/// A session in the hands of the interpreter: takes events one by one, each as one deterministic step.
///
/// It touches nothing outside: what is to happen comes back as ``StepOutcome/effects``. A session is opened from a chart
/// and a data model, either new or from a saved state:
///
///     let session = Session(chart: chart, dataModel: model)
///     try session.start()
///     let outcome = try session.step(Event("accept"), tracing: true)
///     store(try session.state())                     // or: try session.snapshot() → DataValue
///
///     // later, perhaps elsewhere, for a record whose state attribute is "in_progress":
///     let again = try Session(chart: chart, dataModel: model, activeStateIDs: ["in_progress"])
///     if try again.step(Event("settle")).isAnswered { record.status = again.activeStateIDs.joined(separator: " ") }
///
/// For the same state, event and data model a step gives the same result every time.
public final class Session {
    /// The largest number of microsteps in one step.
    public static let microstepBudget = 1_000
    /// The largest number of delayed sends in one step.
    public static let timerBudget = 100

    /// What a session may know about others.
    public struct Surroundings: Sendable {
        /// Whether a session of an id can be reached with `#_scxml_id`.
        public var hasSession: @Sendable (String) -> Bool
        /// The invocation that this session is; nil for one that nobody invoked.
        public var invokeID: String?
        /// Reads `<data src>`.
        public var load: Chart.Loader

        /// Alone, unless told otherwise.
        public init(
            invokeID: String? = nil, hasSession: @escaping @Sendable (String) -> Bool = { _ in false },
            load: @escaping Chart.Loader = { _ in nil }
        ) {
            self.invokeID = invokeID
            self.hasSession = hasSession
            self.load = load
        }
    }

    /// The chart it follows.
    public let chart: Chart
    /// `_sessionid`.
    public let id: String
    /// Its variables and programs.
    public let dataModel: any DataModel
    let surroundings: Surroundings

    var current = SessionState()
    var internalQueue = EventQueue()
    var externalQueue = EventQueue()
    var toInvoke = StateSet()
    var isRunning = false
    var enabled: [Int] = []
    var outcome = StepOutcome()
    var timers = 0
    var rounds = 0
    var microstep: Trace.Microstep?

    /// A session before its start.
    public init(
        chart: Chart, dataModel: any DataModel, id: String = "session", surroundings: Surroundings = Surroundings()
    ) {
        self.chart = chart
        self.dataModel = dataModel
        self.id = id
        self.surroundings = surroundings
    }

    /// A session as it was saved.
    public convenience init(
        chart: Chart, dataModel: any DataModel, state: SessionState, id: String = "session",
        surroundings: Surroundings = Surroundings()
    ) throws(StepFailure) {
        self.init(chart: chart, dataModel: dataModel, id: id, surroundings: surroundings)
        try reopen(state)
    }

    /// A session of which only the active atomic states were kept, and variables where there are any.
    ///
    /// Histories are empty and no invocation runs.
    public convenience init(
        chart: Chart, dataModel: any DataModel, activeStateIDs: [String],
        variables: DataValue = .object([DataValue.Member]()), id: String = "session",
        surroundings: Surroundings = Surroundings()
    ) throws(StepFailure) {
        var state = SessionState()
        state.configuration = try chart.configuration(ofAtomicIDs: activeStateIDs)
        state.initialized = state.configuration
        state.variables = variables
        if case .object(let members) = variables { state.declared = Set(members.map(\.name)) }
        let final = state.configuration.first { chart.layout.final.contains($0) && chart.states[$0].parent == 0 }
        state.status = final.map { .finished(final: $0) } ?? .running
        try self.init(chart: chart, dataModel: dataModel, state: state, id: id, surroundings: surroundings)
    }

    /// Puts another saved session of the same chart in the place of this one; cheaper than a new one.
    public func reopen(_ state: SessionState) throws(StepFailure) {
        current = state
        current.variables = SessionState().variables
        isRunning = state.status == .running
        internalQueue.removeAll()
        externalQueue.removeAll()
        toInvoke = StateSet()
        try orGiveUp { () throws(DataModelError) in
            try dataModel.begin(SessionFacts(id: id, name: chart.name))
            dataModel.activeStates = state.configuration
        }
        // Functions are no data: what the chart's own script defines is defined again.
        if !chart.script.isEmpty, state.status != .ready {
            try run(chart.script)
            outcome = StepOutcome()
            internalQueue.removeAll()
        }
        try orGiveUp { () throws(DataModelError) in try dataModel.restore(state.variables) }
        if !chart.variables.isEmpty, state.status == .running, current.declared.count < chart.variables.count {
            try initializeNewVariables()
        }
    }

    /// How far it is.
    public var status: SessionState.Status { current.status }
    /// The active states.
    public var configuration: StateSet { current.configuration }
    /// Ids of the active atomic states in document order: the value of a state attribute, joined by blanks.
    public var activeStateIDs: [String] { chart.atomicIDs(of: current.configuration) }

    /// Everything that has to be kept to go on later.
    public func state() throws(StepFailure) -> SessionState {
        var state = current
        state.variables = try orGiveUp { () throws(DataModelError) in try dataModel.variables() }
        return state
    }

    func orGiveUp<Value>(_ body: () throws(DataModelError) -> Value) throws(StepFailure) -> Value {
        do { return try body() } catch {
            throw StepFailure(error.isLimit ? "KTR-C203" : "KTR-C210", error.message, at: chart.states[0].location)
        }
    }
}

/// Events waiting in the order of their arrival.
struct EventQueue {
    private var events: [Event] = []
    private var first = 0

    var isEmpty: Bool { first == events.count }

    mutating func append(_ event: Event) { events.append(event) }

    mutating func popFirst() -> Event? {
        guard first < events.count else { return nil }
        let event = events[first]
        first += 1
        if isEmpty { removeAll() }
        return event
    }

    mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        first = 0
    }
}
