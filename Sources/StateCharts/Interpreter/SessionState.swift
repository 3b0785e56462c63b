public import Model

/// Everything that distinguishes one session of a chart from another, between two steps.
///
/// A step runs until the session is at rest, so no event is ever queued in here; pending delayed events belong to
/// whoever carries out effects.
public struct SessionState: Sendable, Hashable {
    /// How far a session is.
    public enum Status: Sendable, Hashable {
        /// No state is active yet.
        case ready
        /// It waits for an event.
        case running
        /// It has reached a top-level final state, or was stopped (nil).
        case finished(final: Int?)
    }

    /// An invocation that has been started.
    public struct Invocation: Sendable, Hashable {
        /// The state that holds the `<invoke>`.
        public let state: Int
        /// Which of the state's `<invoke>` elements.
        public let place: Int
        /// What events of the invoked session carry.
        public let id: String
    }

    /// How far the session is.
    public internal(set) var status = Status.ready
    /// The active states; for a finished session those at its end.
    public internal(set) var configuration = StateSet()
    /// What each history remembers.
    public internal(set) var history: [Int: StateSet] = [:]
    /// Invocations of active states.
    public internal(set) var invocations: [Invocation] = []
    /// States whose variables have got their first values (late binding).
    public internal(set) var initialized = StateSet()
    /// Variables that have got their first values: one that the chart declares later gets its own when the session goes on.
    public internal(set) var declared: Set<String> = []
    /// How many ids were generated.
    public internal(set) var issued = 0
    /// The variables, filled when the state is taken from a session.
    public internal(set) var variables = DataValue.object([DataValue.Member]())

    /// A session before its start.
    public init() {}
}
