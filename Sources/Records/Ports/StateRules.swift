public import Model

/// The charts as the write path sees them: what a start or an event does to a change.
public protocol StateRules: Sendable {
    /// Starts the chart of the change's entity type; nil where the type has none. Sets the state attribute of the after-image.
    func start(_ change: inout ChangeSet, in context: RuleContext) throws -> StateStep?

    /// Sends an event to the chart of the changed record.
    ///
    /// - Parameters:
    ///   - session: what ``StateStep/session`` was when the record last moved.
    ///   - precedent: who last sent an event of a name to this record, for the four-eyes principle.
    /// - Throws: `Refusal(.conflict)` when no transition is possible in the current state, `.forbidden` when the
    ///   principal's roles may not take it; both say what would be possible.
    func send(
        _ event: StateEvent, to change: inout ChangeSet, session: DataValue?, in context: RuleContext,
        precedent: (String) throws -> RecordID?
    ) throws -> StateStep

    /// Events that the record's current state listens to, possible or not, in document order.
    func possibleEvents(
        for record: Record, session: DataValue?, in context: RuleContext, precedent: (String) throws -> RecordID?
    ) throws -> [PossibleEvent]
}

/// An event on its way to a record's chart.
public struct StateEvent: Sendable, Hashable {
    public var name: String
    public var data: DataValue
    /// The timer or send that it came from.
    public var sendID: String?

    /// The code of the refusal when no transition answers an event: for a timer's event that is no fault.
    public static let unansweredCode = "KTR-C301"

    public init(name: String, data: DataValue = .null, sendID: String? = nil) {
        self.name = name
        self.data = data
        self.sendID = sendID
    }
}

/// What one step of a chart asks to be stored with the change.
public struct StateStep: Sendable {
    public var transition: StateTransition
    /// What the chart must remember beside the state attribute; nil where that is nothing.
    public var session: DataValue?
    public var timers: [PendingTimer]
    /// The chart has reached its end: no pending timer of the record fires any more.
    public var endsTimers: Bool
    /// Send ids whose pending timers end.
    public var cancelled: [String]
    public var messages: [OutgoingMessage]
    /// States left and entered and guards asked, line by line, for the change's cause and the page's "why?".
    public var trace: [String]

    public init(
        transition: StateTransition, session: DataValue? = nil, timers: [PendingTimer] = [], endsTimers: Bool = false,
        cancelled: [String] = [], messages: [OutgoingMessage] = [], trace: [String] = []
    ) {
        self.transition = transition
        self.session = session
        self.timers = timers
        self.endsTimers = endsTimers
        self.cancelled = cancelled
        self.messages = messages
        self.trace = trace
    }
}

/// An event that a chart wants to receive later.
public struct PendingTimer: Sendable, Hashable {
    public var sendID: String?
    public var due: Instant
    public var event: StateEvent

    public init(sendID: String?, due: Instant, event: StateEvent) {
        self.sendID = sendID
        self.due = due
        self.event = event
    }
}

/// A message to the world outside, relayed after the commit.
public struct OutgoingMessage: Sendable, Hashable {
    public var topic: String
    public var payload: DataValue

    public init(topic: String, payload: DataValue) {
        self.topic = topic
        self.payload = payload
    }
}

/// An event that a record's state listens to, and whether the principal can send it now.
public struct PossibleEvent: Sendable, Hashable {
    public var name: String
    public var label: LocalizedText
    /// Label of the state it would lead to, where the chart tells.
    public var target: LocalizedText?
    public var isPossible: Bool
    /// Why not: missing role, or the guard that said no with its place.
    public var obstacle: LocalizedText?
    public var location: SourceLocation?

    public init(
        name: String, label: LocalizedText, target: LocalizedText? = nil, isPossible: Bool,
        obstacle: LocalizedText? = nil, location: SourceLocation? = nil
    ) {
        self.name = name
        self.label = label
        self.target = target
        self.isPossible = isPossible
        self.obstacle = obstacle
        self.location = location
    }
}
