public import Model

/// What a step gave besides the new state of the session.
public struct StepOutcome: Sendable {
    /// Whether any transition answered the event.
    public internal(set) var isAnswered = false
    /// What is to be done, in order.
    public internal(set) var effects: [Effect] = []
    /// Programs that failed (`KTR-C202`) and requests that could not be met; the chart got `error.*` events for them.
    public internal(set) var problems: [Diagnostic] = []
    /// The programs that put a value into a place, in order: which line set what.
    public internal(set) var assignments: [Int] = []
    /// How many sets of transitions were taken.
    public internal(set) var microsteps = 0
    /// Present when the step was asked to trace.
    public internal(set) var trace: Trace?
}

/// Why a step was given up; the session that made it is not to be used any further, its last saved state is.
public struct StepFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// `KTR-C201` (a chart that never comes to rest), `KTR-C203` (a budget of the data model), `KTR-C206`/`KTR-C207`
    /// (a saved state that does not fit the chart).
    public let diagnostic: Diagnostic

    init(_ code: String, _ message: String, hint: String? = nil, at location: SourceLocation? = nil) {
        diagnostic = Diagnostic(.error, code, message, hint: hint, at: location)
    }

    /// The diagnostic as one text.
    public var description: String { diagnostic.description }
}
