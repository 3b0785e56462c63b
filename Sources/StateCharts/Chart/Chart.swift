public import Model

/// A compiled state chart: SCXML 1.0, read once, immutable, shared by all its sessions.
///
/// States and transitions are numbered in document order; position 0 is the `<scxml>` element itself.
///
///     let chart = try Chart.compile(bytes, file: "workflows/complaints/complaint.scxml")
///     let session = Session(chart: chart, dataModel: NullDataModel(chart: chart))
///     try session.start()
///     let outcome = try session.step(Event("accept"))
///     session.activeStateIDs   // ["in_progress"]
public final class Chart: Sendable {
    /// When `<data>` elements get their values (SCXML 1.0 §5.3.3).
    public enum Binding: String, Sendable {
        case early, late
    }

    /// The attribute `name`; empty where there is none.
    public let name: String
    /// The file it was read from.
    public let file: String
    /// The attribute `datamodel`; `null` where there is none.
    public let dataModel: String
    /// The attribute `binding`.
    public let binding: Binding
    /// All states, `<scxml>` first, in document order.
    public let states: [State]
    /// All transitions that events or conditions can take, in document order.
    public let transitions: [Transition]
    /// Every guard, expression, assignment and script, for the data model to compile.
    public let programs: [Program]
    /// Ids of all `<data>` elements, in document order.
    public let variables: [String]
    /// What `<scxml>` says beyond SCXML: `k:entity`, `k:attribute`.
    public let annotations: Annotations
    /// Charts written inside `<invoke>`.
    public let inner: [Chart]
    /// Warnings found when the chart was read; errors do not give a chart.
    public let warnings: [Diagnostic]

    let positions: [String: Int]
    let layout: Layout
    let candidates: CandidateTable
    let entryBlocks: [[[Action]]]
    let exitBlocks: [[[Action]]]
    let contents: [[Action]]
    let defaultEntries: [DefaultEntry?]
    let data: [[DataDeclaration]]
    let invokes: [[InvokeDeclaration]]
    let doneData: [Payload?]
    let script: [Action]
    /// Places of elements that a record's chart may not have.
    let placesOfScripts: [SourceLocation]
    let placesOfSources: [SourceLocation]

    init(_ parts: ChartParts) {
        name = parts.name
        file = parts.file
        dataModel = parts.dataModel
        binding = parts.binding
        states = parts.states
        transitions = parts.transitions
        programs = parts.programs
        variables = parts.data.flatMap { $0 }.map(\.id)
        annotations = parts.annotations
        inner = parts.inner
        warnings = parts.warnings
        let names = parts.states.dropFirst().map { ($0.id, $0.index) }
        let former = parts.states.dropFirst().flatMap { state in state.annotations.formerNames.map { ($0, state.index) }
        }
        // What stores and logs may still call it comes after what it is called now.
        positions = Dictionary(names + former, uniquingKeysWith: { first, _ in first })
        layout = Layout(parts)
        candidates = CandidateTable(parts, layout)
        entryBlocks = parts.entryBlocks
        exitBlocks = parts.exitBlocks
        contents = parts.contents
        defaultEntries = parts.defaultEntries
        data = parts.data
        invokes = parts.invokes
        doneData = parts.doneData
        script = parts.script
        placesOfScripts = parts.placesOfScripts
        placesOfSources = parts.placesOfSources
    }

    /// The state with an id, or with one that was its id before (`k:was`).
    public func state(_ id: String) -> State? { positions[id].map { states[$0] } }

    /// The ids of the atomic states of a set, in document order: what a state attribute holds.
    public func atomicIDs(of configuration: StateSet) -> [String] {
        configuration.intersection(layout.atomic).map { states[$0].id }
    }

    /// Whether any program speaks of a name; a data model need not bind what no program can see.
    public func mentions(_ word: String) -> Bool {
        programs.contains { program in
            if program.text.contains(word) { return true }
            if case .assignment(let location) = program.kind { return location.contains(word) }
            return false
        }
    }
}

/// Everything that a chart is made of, as the reader hands it over.
struct ChartParts {
    var name = ""
    var file = ""
    var dataModel = "null"
    var binding = Chart.Binding.early
    var states: [State] = []
    var transitions: [Transition] = []
    var programs: [Program] = []
    var annotations = Annotations.none
    var inner: [Chart] = []
    var warnings: [Diagnostic] = []
    var entryBlocks: [[[Action]]] = []
    var exitBlocks: [[[Action]]] = []
    var contents: [[Action]] = []
    var defaultEntries: [DefaultEntry?] = []
    var data: [[DataDeclaration]] = []
    var invokes: [[InvokeDeclaration]] = []
    var doneData: [Payload?] = []
    var script: [Action] = []
    var placesOfScripts: [SourceLocation] = []
    var placesOfSources: [SourceLocation] = []
}
