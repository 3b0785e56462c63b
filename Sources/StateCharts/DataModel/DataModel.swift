public import Model

/// Holds the variables of a session and runs the programs of its chart.
///
/// One data model serves one chart; it compiles each program at most once and can hold one session after another
/// (``begin(_:)`` forgets the one before). It is used from one task at a time and is not `Sendable`.
public protocol DataModel: AnyObject {
    /// What `In('id')` answers from; the interpreter keeps it current.
    var activeStates: StateSet { get set }

    /// Starts a session: every variable that the chart declares exists without a value, there is no event yet.
    func begin(_ session: SessionFacts) throws(DataModelError)
    /// Makes an event what programs see as `_event`.
    func bind(_ event: Event) throws(DataModelError)
    /// Runs a guard.
    func condition(_ program: Int) throws(DataModelError) -> Bool
    /// Runs an expression and copies what it gave.
    func value(_ program: Int) throws(DataModelError) -> DataValue
    /// Runs an assignment or a script.
    func run(_ program: Int) throws(DataModelError)
    /// Puts a value into the place that a program names.
    func put(_ value: DataValue, into program: Int) throws(DataModelError)
    /// Gives a declared variable its value.
    func declare(_ name: String, _ value: DataValue) throws(DataModelError)
    /// Walks a shallow copy of a collection, with each element in the item and its place in the index variable, until
    /// `turn` gives false.
    func iterate(_ program: Int, _ turn: () -> Bool) throws(DataModelError)
    /// All variables that the session has, declared or made by scripts, by name: what a snapshot keeps.
    func variables() throws(DataModelError) -> DataValue
    /// Sets variables to what ``variables()`` gave earlier.
    func restore(_ variables: DataValue) throws(DataModelError)
}

/// What programs may know about the session they run in (`_sessionid`, `_name`, `_ioprocessors`).
public struct SessionFacts: Sendable, Hashable {
    /// `_sessionid`.
    public let id: String
    /// `_name`.
    public let name: String
    /// Where other sessions can send events to: `_ioprocessors.scxml.location`.
    public var address: String { "#_scxml_" + id }
}

/// Why a program gave nothing.
public struct DataModelError: Error, Sendable, Hashable {
    /// What went wrong, in the words of the language.
    public let message: String
    /// Whether a budget (instructions, memory, time) was exceeded: then the whole step is given up.
    public let isLimit: Bool

    /// An error with its message.
    public init(_ message: String, isLimit: Bool = false) {
        self.message = message
        self.isLimit = isLimit
    }
}
