import Model

/// One element of executable content (SCXML 1.0 §4). Numbers are positions in ``Chart/programs``.
indirect enum Action: Sendable {
    case raise(String, location: SourceLocation)
    case assign(program: Int)
    case assignInline(InlineValue, location: Int)
    case log(label: String?, program: Int?, location: SourceLocation)
    case script(program: Int)
    case send(SendAction)
    case cancel(Computed, location: SourceLocation)
    case choose([Branch])
    case iterate(program: Int, body: [Action])

    /// One arm of an `<if>`; the last may be without a condition.
    struct Branch: Sendable {
        let condition: Int?
        let body: [Action]
    }
}

/// A text that is either written down or computed when it is needed.
enum Computed: Sendable {
    case literal(String)
    case program(Int)
}

/// The text between the tags of `<data>`, `<assign>` and `<content>`, read once.
enum InlineValue: Sendable {
    case value(DataValue)
    /// A table constructor that only the data model understands; the text itself where it does not.
    case program(Int, orElse: String)
}

/// What goes with an event or into an invoked session (`namelist`, `<param>`, `<content>`).
struct Payload: Sendable {
    /// A named value.
    struct Entry: Sendable {
        let name: String
        let program: Int
    }

    enum Content: Sendable {
        case inline(InlineValue)
        case program(Int)
        /// A chart written inside `<content>`, compiled with the chart around it.
        case chart(Chart)
    }

    var names: [Entry] = []
    var parameters: [Entry] = []
    var content: Content?

    var isEmpty: Bool { names.isEmpty && parameters.isEmpty && content == nil }
}

/// `<send>` (SCXML 1.0 §6.2).
struct SendAction: Sendable {
    var event: Computed?
    var target: Computed?
    var type: Computed?
    var delay: Delay
    var id: String?
    /// Program of the place that gets a generated id.
    var idLocation: Int?
    var payload: Payload
    var annotations: Annotations
    var location: SourceLocation

    enum Delay: Sendable {
        case none
        case fixed(Duration)
        case program(Int)
    }
}

/// `<invoke>` (SCXML 1.0 §6.4).
struct InvokeDeclaration: Sendable {
    var id: String?
    var idLocation: Int?
    var type: Computed?
    var source: Computed?
    var payload: Payload
    var autoForward: Bool
    var finalize: Finalize
    var location: SourceLocation

    enum Finalize: Sendable {
        case absent
        /// `<finalize/>`: values that come back go to the places they came from (name in the event, program of the place).
        case empty([(name: String, location: Int)])
        case block([Action])
    }
}

/// `<data>` (SCXML 1.0 §5.3).
struct DataDeclaration: Sendable {
    let id: String
    /// What it was called before (`k:was`).
    let formerNames: [String]
    let value: Value
    let location: SourceLocation

    enum Value: Sendable {
        case absent
        case program(Int)
        case inline(InlineValue)
        /// A document that the runner loads when the variable is initialised.
        case source(String)
    }
}

/// Where a compound state, the chart or a history without memory goes, and what is done on the way.
struct DefaultEntry: Sendable {
    var targets: [Int]
    var content: [Action]
}
