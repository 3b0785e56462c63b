public import Model

/// What a rule says of itself to whoever wrote it: `kontor.log`, `<log>`, a step of a chart, an error with its Lua stack. Never
/// shown to people who work with records.
public struct RuleLogEntry: Sendable, Hashable {
    /// What it tells of.
    public enum Kind: String, Sendable, Hashable {
        /// `kontor.log(…)` of a plugin, `<log>` of a chart.
        case message
        /// A step of a chart: states, transitions, guards that said no.
        case step
        /// A program or a hook that failed.
        case failure
    }

    /// What it tells of.
    public var kind: Kind
    /// In one line or several.
    public var text: String
    /// The line of the rule.
    public var location: SourceLocation?
    /// The lines that were being executed, innermost first.
    public var stack: [SourceLocation]
    /// Names the request that the rule ran in.
    public var request: String

    /// An entry.
    public init(
        _ kind: Kind, _ text: String, at location: SourceLocation? = nil, stack: [SourceLocation] = [],
        request: String
    ) {
        self.kind = kind
        self.text = text
        self.location = location
        self.stack = stack
        self.request = request
    }
}

/// Where rules' entries go. They are written as they happen: a step that is undone has said what it said.
public struct RuleLog: Sendable {
    private let write: (@Sendable (RuleLogEntry) -> Void)?

    /// A log that hands each entry over.
    public init(_ write: @escaping @Sendable (RuleLogEntry) -> Void) { self.write = write }

    private init() { write = nil }

    /// Nobody listens.
    public static let none = RuleLog()

    /// Whether anybody listens: nothing needs to be put into words otherwise.
    public var isHeard: Bool { write != nil }

    /// Adds an entry; it is not made where nobody listens.
    public func add(_ entry: @autoclosure () -> RuleLogEntry) { write?(entry()) }
}
