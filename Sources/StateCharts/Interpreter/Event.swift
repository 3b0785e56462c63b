public import Model

/// An event on its way through a session (SCXML 1.0 §5.10.1).
public struct Event: Sendable, Hashable {
    /// Where it comes from, as `_event.type` tells.
    public enum Kind: String, Sendable {
        /// Raised by the chart itself.
        case `internal`
        /// From outside, other sessions and timers included.
        case external
        /// Made by the interpreter: `error.*`, `done.*`.
        case platform
    }

    /// Words joined by dots: `accept`, `done.state.review`.
    public var name: String
    /// Where it comes from.
    public var kind: Kind
    /// What it carries.
    public var data: DataValue?
    /// The id of the `<send>` that made it, where the chart gave or asked for one.
    public var sendID: String?
    /// Where an answer can be sent.
    public var origin: String?
    /// How an answer can be sent.
    public var originType: String?
    /// The invocation it comes from.
    public var invokeID: String?

    /// An event from outside.
    public init(_ name: String, data: DataValue? = nil) {
        self.init(name, .external, data: data)
    }

    init(_ name: String, _ kind: Kind, data: DataValue? = nil, sendID: String? = nil) {
        self.name = name
        self.kind = kind
        self.data = data
        self.sendID = sendID
    }

    /// Whether a name is reserved for events that the interpreter makes: `done`, `error`, and what begins with one of them and a dot (SCXML
    /// 1.0 §3.12.1). Nobody else sends an event of such a name to a record.
    public static func isPlatformName(_ name: String) -> Bool {
        name == "error" || name == "done" || name.hasPrefix("error.") || name.hasPrefix("done.")
    }

    /// The type that events sent between sessions carry.
    public static let processor = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor"
}
