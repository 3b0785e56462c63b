public import Model

/// The charts as the write path sees them: what a start or an event does to a change.
public protocol StateRules: Sendable {
    /// Starts the chart of the change's entity type, for a new record or one that is older than its chart; nil where the type has none. Sets the state attribute of the after-image.
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
    /// By which transitions know it.
    public var name: String
    /// `_event.data` in the chart.
    public var data: DataValue
    /// The timer or send that it came from.
    public var sendID: String?

    /// The code of the refusal when no transition answers an event: for a timer's event that is no fault.
    public static let unansweredCode = "KTR-C301"

    /// An event with its data.
    public init(name: String, data: DataValue = .null, sendID: String? = nil) {
        self.name = name
        self.data = data
        self.sendID = sendID
    }
}

/// What one step of a chart asks to be stored with the change.
public struct StateStep: Sendable {
    /// From which states to which.
    public var transition: StateTransition
    /// What the chart must remember beside the state attribute; nil where that is nothing.
    public var session: DataValue?
    /// Events that the chart wants to receive later.
    public var timers: [PendingTimer]
    /// The chart has reached its end: no pending timer of the record fires any more.
    public var endsTimers: Bool
    /// Send ids whose pending timers end.
    public var cancelled: [String]
    /// For the outbox.
    public var messages: [OutgoingMessage]
    /// Which line of the chart set an attribute, by its name: where to look when the value is refused later.
    public var places: [String: SourceLocation] = [:]

    /// A step that leads from one configuration to another.
    public init(
        transition: StateTransition, session: DataValue? = nil, timers: [PendingTimer] = [], endsTimers: Bool = false,
        cancelled: [String] = [], messages: [OutgoingMessage] = []
    ) {
        self.transition = transition
        self.session = session
        self.timers = timers
        self.endsTimers = endsTimers
        self.cancelled = cancelled
        self.messages = messages
    }
}

/// An event that a chart wants to receive later.
public struct PendingTimer: Sendable, Hashable {
    /// What `<cancel>` names it by.
    public var sendID: String?
    /// When it is to be sent.
    public var due: Instant
    /// What is to be sent.
    public var event: StateEvent

    /// A timer that is not stored yet.
    public init(sendID: String?, due: Instant, event: StateEvent) {
        self.sendID = sendID
        self.due = due
        self.event = event
    }
}

/// A message to the world outside, relayed after the commit.
public struct OutgoingMessage: Sendable, Hashable {
    /// What receivers choose by.
    public var topic: String
    /// What they get.
    public var payload: DataValue

    /// A message for the outbox.
    public init(topic: String, payload: DataValue) {
        self.topic = topic
        self.payload = payload
    }
}

/// An event that a record's state listens to, and whether the principal can send it now.
public struct PossibleEvent: Sendable, Hashable {
    /// What a request names.
    public var name: String
    /// What people read.
    public var label: LocalizedText
    /// Label of the state it would lead to, where the chart tells.
    public var target: LocalizedText?
    /// Ids of the atomic states that would be active after it, separated by blanks; nil where the chart does not tell.
    public var configuration: String?
    /// Attributes that must have a value there and have none; those hidden from the principal left out.
    public var missing: [Attribute] = []
    /// Whether the principal can send it in the current state.
    public var isPossible: Bool
    /// Whether what is sent with the event decides: then nobody can tell before, and ``isPossible`` is false.
    public var dependsOnData = false
    /// Why not: the missing role, or the reason that the chart gives for a guard that said no. Without Lua.
    public var obstacle: LocalizedText?
    /// The text of the guard that said no, or what its program failed with: for whoever wrote the chart, never for pages.
    public var source: String?
    /// The guard, or the transition.
    public var location: SourceLocation?

    /// An event with what speaks for and against it.
    public init(
        name: String, label: LocalizedText, target: LocalizedText? = nil, configuration: String? = nil,
        isPossible: Bool,
        obstacle: LocalizedText? = nil, location: SourceLocation? = nil
    ) {
        self.name = name
        self.label = label
        self.target = target
        self.configuration = configuration
        self.isPossible = isPossible
        self.obstacle = obstacle
        self.location = location
    }
}
