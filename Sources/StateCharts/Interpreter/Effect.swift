public import Model

/// Something that a step asks of the world around it; carried out by whoever made the step, in order.
public enum Effect: Sendable {
    /// An event for another place, or for this session at a later time.
    case send(OutgoingEvent)
    /// Forget the pending events of this session that were sent with an id.
    case cancel(sendID: String)
    /// A `<log>` entry.
    case log(LogEntry)
    /// Start an invoked session.
    case start(InvocationRequest)
    /// Stop an invoked session: its exit handlers run, and nothing arrives from it any more.
    case stop(invokeID: String)
    /// Hand an event on to an invoked session (`autoforward`).
    case forward(Event, invokeID: String)
    /// The session has reached a top-level final state, with its done data.
    case finished(data: DataValue?)
}

/// An event that leaves a step.
public struct OutgoingEvent: Sendable {
    /// Where a `<send>` wants its event.
    public enum Target: Sendable, Hashable {
        /// The same session.
        case own
        /// The session that invoked this one.
        case parent
        /// A session that this one invoked.
        case invoked(id: String)
        /// Any session, by its id.
        case session(id: String)
    }

    /// What arrives.
    public var event: Event
    /// Where it shall arrive.
    public var target: Target
    /// After which time.
    public var delay: Duration
    /// What `<cancel>` may name; a generated one where the chart gave none. Unique per session unless the chart repeats it.
    public var sendID: String
    /// `k:delay` and whatever else stands at the `<send>`.
    public var annotations: Annotations
    /// The `<send>`.
    public var location: SourceLocation
}

/// A `<log>` that was executed.
public struct LogEntry: Sendable, Hashable {
    /// The attribute `label`.
    public let label: String?
    /// The value of `expr`; nil where there is none.
    public let value: DataValue?
    /// The `<log>`.
    public let location: SourceLocation
}

/// What is needed to start an invoked session.
public struct InvocationRequest: Sendable {
    /// Where its chart comes from.
    public enum Source: Sendable {
        /// It stands inside the invoking chart.
        case chart(Chart)
        /// It is the text of an SCXML document.
        case text(String)
        /// It is read from an address.
        case address(String)
    }

    /// The id of the invocation: events of the session carry it as `invokeid`.
    public let id: String
    /// Its chart.
    public let source: Source
    /// Values for variables that the chart declares.
    public let arguments: [DataValue.Member]
    /// The `<invoke>`.
    public let location: SourceLocation
}
