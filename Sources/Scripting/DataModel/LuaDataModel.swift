public import Model
public import StateCharts

/// The data model `lua`: variables are globals of a session's own environment, programs are Lua 5.4 in the sandbox.
///
/// Each program of the chart is compiled once, when it is first needed; sessions of the chart come one after another.
///
///     let model = LuaDataModel(chart: chart, sandbox: try ChartSandbox())
///     model.presets = ["record": .object(["claim": .integer(12_000)])]
///     let session = try Session(chart: chart, dataModel: model, activeStateIDs: ["received"])
///     try session.step(Event("accept"))
///     let record = try model.value(of: "record")      // with what the chart assigned
public final class LuaDataModel: DataModel {
    /// What `In('id')` answers from.
    public var activeStates = StateSet()
    /// Globals that the host puts into every session that begins, such as `record`; they are not part of a snapshot.
    public var presets: [String: DataValue] = [:]

    /// Called when a program has put something into the preset `record`: what follows from it is to follow at once.
    public var afterAssignment: (() throws -> Void)?

    let chart: Chart
    let host: ChartSandbox
    var environment: Environment?
    /// What programs see as `_event`, for guards that run on a copy.
    var bound: Event?
    private var session: SessionFacts?
    private var isFollowing = false
    private var programs: [Compiled]
    private let usesEvent: Bool
    private let usesRaw: Bool
    /// Conditions that could set something, by position: they run on a copy of everything.
    private let mayAssign: Set<Int>
    private let systemVariables: Set<String>

    private enum Compiled {
        case notYet
        case chunk(Chunk)
        case failed(DataModelError)
    }

    /// A data model for one chart.
    public init(chart: Chart, sandbox: ChartSandbox) {
        self.chart = chart
        host = sandbox
        programs = Array(repeating: .notYet, count: chart.programs.count)
        // A program reaches globals by name; only `_ENV` and `_G` could reach them otherwise.
        let reachesAll = chart.mentions("_ENV") || chart.mentions("_G")
        usesEvent = reachesAll || chart.mentions("_event")
        usesRaw = reachesAll || chart.mentions("raw")
        mayAssign = GuardForm.programsThatMayAssign(in: chart)
        systemVariables = Set(["_sessionid", "_name", "_ioprocessors"].filter { reachesAll || chart.mentions($0) })
    }

    /// Ends programs once the calling thread has used so much CPU time; nil for no such end. See ``Sandbox/setDeadline(_:)``.
    public func setDeadline(_ threadTime: Int64?) { host.sandbox.setDeadline(threadTime) }

    /// Gives the session that begins an environment of its own.
    public func begin(_ session: SessionFacts) throws(DataModelError) {
        self.session = session
        bound = nil
        try run { () throws in
            let environment = try makeEnvironment(session)
            self.environment = environment
            for (name, value) in presets { try environment.set(name, to: value) }
        }
    }

    private func makeEnvironment(_ session: SessionFacts) throws -> Environment {
        let environment = try host.sandbox.makeSession()
        if systemVariables.contains("_sessionid") { try environment.setSystem("_sessionid", to: .text(session.id)) }
        if systemVariables.contains("_name") { try environment.setSystem("_name", to: .text(session.name)) }
        if systemVariables.contains("_ioprocessors") {
            let processor = DataValue.object(["location": .text(session.address)])
            try environment.setSystem("_ioprocessors", to: .object(["scxml": processor, Event.processor: processor]))
        }
        return environment
    }

    /// Sets `_event`, when any program can see it.
    public func bind(_ event: Event) throws(DataModelError) {
        guard usesEvent else { return }
        bound = event
        try run { () throws in try bind(event, in: started()) }
    }

    private func bind(_ event: Event, in environment: Environment) throws {
        try environment.setEvent(
            ScriptEvent(
                name: event.name, type: event.kind.rawValue, sendID: event.sendID, origin: event.origin,
                originType: event.originType, invokeID: event.invokeID, data: event.data ?? .null))
        guard usesRaw, let data = event.data else { return }
        let assignment = ScriptSource(assigningTo: "_event.raw", name: chart.file)
        try host.sandbox.execute(host.sandbox.compile(assignment), in: environment, argument: .text(Self.raw(data)))
    }

    /// Lua's truth: everything but nil and false. Whatever the condition sets is forgotten.
    public func condition(_ program: Int) throws(DataModelError) -> Bool {
        let chunk = try chunk(program)
        return try run { () throws in
            try host.sandbox.test(chunk, in: mayAssign.contains(program) ? copy() : started())
        }
    }

    /// The session's globals once more, for a program that shall leave no trace.
    private func copy() throws -> Environment {
        let everything = try started().snapshot()
        guard let session else { throw ScriptError(.error, "the session has not started") }
        let environment = try makeEnvironment(session)
        if let bound { try bind(bound, in: environment) }
        if case .object(let members) = everything, !members.isEmpty { try environment.restore(everything) }
        return environment
    }

    /// The first value that the expression gives.
    public func value(_ program: Int) throws(DataModelError) -> DataValue {
        let chunk = try chunk(program)
        return try run { () throws in try host.sandbox.evaluate(chunk, in: started()) }
    }

    /// Runs an assignment or a script. Tables keep their identity.
    public func run(_ program: Int) throws(DataModelError) {
        let chunk = try chunk(program)
        try run { () throws in try host.sandbox.execute(chunk, in: started()) }
        try follow(program)
    }

    /// Assigns a value to a location.
    public func put(_ value: DataValue, into program: Int) throws(DataModelError) {
        let chunk = try chunk(program)
        try run { () throws in try host.sandbox.execute(chunk, in: started(), argument: value) }
        try follow(program)
    }

    /// Puts a value into a member of a global, such as an attribute of the record: `record.days_left`.
    public func set(_ value: DataValue, at location: String) throws {
        let source = ScriptSource(assigningTo: location, name: chart.file)
        try host.sandbox.execute(host.sandbox.compile(source), in: started(), argument: value)
    }

    private func follow(_ program: Int) throws(DataModelError) {
        guard let afterAssignment, !isFollowing, chart.programs[program].assignedAttribute(of: "record") != nil else {
            return
        }
        isFollowing = true
        defer { isFollowing = false }
        try run { () throws in try afterAssignment() }
    }

    /// Sets a variable.
    public func declare(_ name: String, _ value: DataValue) throws(DataModelError) {
        try run { () throws in try started().set(name, to: value) }
    }

    /// Goes over a shallow copy of `1…#t`; the index counts from 1.
    public func iterate(_ program: Int, _ turn: () -> Bool) throws(DataModelError) {
        struct Stopped: Error {}
        guard case .iteration(let item, let index) = chart.programs[program].kind else { return }
        for name in [item, index ?? item] where !Self.isName(name) {
            throw DataModelError("'\(name)' is not the name of a variable")
        }
        let chunk = try chunk(program)
        try run { () throws in
            do {
                try started().forEach(of: chunk, item: item, index: index) {
                    if !turn() { throw Stopped() }
                }
            } catch is Stopped {}
        }
    }

    /// All globals of the session but ``presets``.
    public func variables() throws(DataModelError) -> DataValue {
        let all = try run { () throws in try started().snapshot() }
        guard case .object(let members) = all, !presets.isEmpty else { return all }
        return .object(members.filter { presets[$0.name] == nil })
    }

    /// Sets globals to what ``variables()`` gave.
    public func restore(_ variables: DataValue) throws(DataModelError) {
        guard case .object(let members) = variables, !members.isEmpty else { return }
        try run { () throws in try started().restore(variables) }
    }

    /// A global of the session, such as a preset that programs have changed.
    public func value(of name: String) throws(DataModelError) -> DataValue {
        try run { () throws in try started().value(of: name) }
    }

    /// Every program that Lua cannot compile, with its place: for checking a chart before it runs.
    public func diagnostics() -> [Diagnostic] {
        chart.programs.indices.compactMap { index -> Diagnostic? in
            do throws(DataModelError) {
                _ = try chunk(index)
                return nil
            } catch {
                let program = chart.programs[index]
                return Diagnostic(
                    .error, "KTR-C140", "'\(program.text)' is not valid Lua: \(error.message)",
                    hint: ForeignOperator.hint(for: error.message), at: program.location)
            }
        }
    }

    func isActive(_ id: String) -> Bool {
        chart.state(id).map { activeStates.contains($0.index) } ?? false
    }

    private func started() throws -> Environment {
        guard let environment else { throw ScriptError(.error, "the session has not started") }
        return environment
    }

    private func chunk(_ program: Int) throws(DataModelError) -> Chunk {
        switch programs[program] {
        case .chunk(let chunk): return chunk
        case .failed(let error): throw error
        case .notYet:
            do {
                let chunk = try host.sandbox.compile(ScriptSource(chart.programs[program]))
                programs[program] = .chunk(chunk)
                return chunk
            } catch {
                let message = (error as? DiagnosticsError)?.diagnostics.first?.message ?? "\(error)"
                let error = DataModelError(message)
                programs[program] = .failed(error)
                throw error
            }
        }
    }

    @inline(__always)
    private func run<Value>(_ body: () throws -> Value) throws(DataModelError) -> Value {
        host.answer(for: self)
        do { return try body() } catch let error as ScriptError {
            throw DataModelError(error.message, isLimit: error.isLimit)
        } catch {
            throw DataModelError("\(error)")
        }
    }

    /// Named values as `name=value&name=value`, duplicates included; anything else as text.
    private static func raw(_ data: DataValue) -> String {
        guard case .object(let members) = data else { return data.plainText }
        return members.map { "\($0.name)=\($0.value.plainText)" }.joined(separator: "&")
    }

    private static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, first == UInt8(ascii: "_") || first.isLetter else { return false }
        return bytes.allSatisfy { $0 == UInt8(ascii: "_") || $0.isLetter || (48...57).contains($0) }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}

extension ScriptSource {
    init(_ program: Program) {
        let (file, line) = (program.location.file, program.location.line)
        switch program.kind {
        case .condition, .value, .iteration: self.init(expression: program.text, name: file, line: line)
        case .assignment(let location):
            self.init(assigning: program.text, to: location, name: file, line: line)
        case .location: self.init(assigningTo: program.text, name: file, line: line)
        case .script: self.init(program.text, name: file, line: line)
        }
    }
}
