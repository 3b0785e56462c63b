import CLua
public import Model

/// One Lua state in which scripts run without being able to harm anything but their own run.
///
/// A sandbox is used by one thread at a time, for as many runs as wanted: every run has a fresh ``Environment`` and the
/// libraries cannot be changed, so no run sees anything of another. Chunks are compiled once.
///
///     let sandbox = try Sandbox(functions: [HostFunction("kontor.log") { … }])
///     let chunk = try sandbox.compile(ScriptSource(text, name: "plugins/crm/score.lua"))
///     let result = try sandbox.evaluate(chunk, in: try sandbox.makeEnvironment())
///
/// Values cross as ``DataValue``: integers stay integers, decimals of at most 15 digits are floats and those of more exact decimals, tables with the keys 1…n become lists
/// (an empty table too), tables with text keys become objects sorted by key. What has a metatable, mixes keys, is no
/// UTF-8, holds a NUL or is not finite does not leave the sandbox.
public final class Sandbox {
    let state: OpaquePointer
    let writer = TapeWriter()
    private var functions: [HostFunction]
    private let registrars: [String]
    private var chunks: [ScriptSource: Chunk] = [:]
    private var shapes: [ObjectIdentifier: Shape] = [:]

    var isEntered = false
    var hostError: (any Error)?
    var change: (any ScriptableChange)?
    /// Where registered functions go while a script is being loaded.
    var loading: [RegisteredFunction]?
    var loadingFile = ""

    /// - Parameters:
    ///   - functions: what scripts may call.
    ///   - registrars: names of functions with which a script, while it is loaded, hands functions to the host.
    ///   - nulls: names of globals that are null to the host and that a table can hold.
    /// - Throws: ``ScriptError`` where there is no memory for a sandbox.
    public convenience init(
        budget: Budget = .standard, functions: [HostFunction] = [], registrars: [String] = [], nulls: [String] = []
    ) throws {
        try self.init(budget: budget, functions: functions, registrars: registrars, stockPatterns: false)
        for name in nulls { try check(klua_define_null(state, name)) }
    }

    /// The line that calls the host function which is running, or that assigns to the change; nil where that is no script's.
    public var callPlace: SourceLocation? {
        var source: UnsafePointer<CChar>?
        let line = klua_call_place(state, &source)
        guard line > 0, let source else { return nil }
        return SourceLocation(file: String(cString: source), line: Int(line))
    }

    /// - Parameter stockPatterns: leaves Lua's own pattern matcher in place, to compare with.
    package init(
        budget: Budget, functions: [HostFunction], registrars: [String], stockPatterns: Bool
    ) throws {
        guard let state = Self.create(budget, stockPatterns) else {
            throw ScriptError(.limitMemory, "there is no memory for a sandbox")
        }
        self.state = state
        self.functions = functions
        self.registrars = registrars
        var host = Self.callbacks
        host.context = Unmanaged.passUnretained(self).toOpaque()
        klua_set_host(state, &host)
        for (number, function) in functions.enumerated() {
            try check(
                klua_define(
                    state, function.name, Int32(number), function.callKind?.rawValue ?? -1, function.endsRun ? 1 : 0))
        }
        for (number, name) in registrars.enumerated() {
            try check(klua_define_registrar(state, name, Int32(number)))
        }
    }

    deinit { klua_destroy(state) }

    /// Bytes on the heap, what all environments keep included.
    public var heap: Int { klua_heap(state) }

    /// What each run may use from now on.
    public func setBudget(_ budget: Budget) {
        var limits = Self.limits(budget)
        klua_set_budget(state, &limits)
    }

    /// Ends every run once the calling thread has used so much CPU time, in nanoseconds as ``threadTime`` counts them; nil
    /// for no such end. Whoever shares a sandbox sets it before each run.
    public func setDeadline(_ threadTime: Int64?) { klua_set_deadline(state, threadTime ?? 0) }

    /// CPU time that the calling thread has used so far, in nanoseconds.
    public static var threadTime: Int64 { klua_thread_time() }

    /// Sets what `math.random` starts from, in every environment made from now on.
    public func seed(_ seed: UInt64) { klua_seed(state, seed) }

    /// Lets everything that `body` runs draw on one budget, such as all hooks of one write.
    public func sharingBudget<Result>(_ body: () throws -> Result) rethrows -> Result {
        klua_begin_shared(state)
        defer { klua_end_shared(state) }
        return try body()
    }

    /// Compiles a text; one that was compiled before costs a look-up.
    /// - Throws: `DiagnosticsError` with one diagnostic that names file, line and what is wrong.
    public func compile(_ source: ScriptSource) throws -> Chunk {
        if let known = chunks[source] { return known }
        if let check = source.check { klua_release(state, try compile(check, of: source).reference) }
        let chunk = try compile(source.code, of: source)
        chunks[source] = chunk
        return chunk
    }

    private func compile(_ code: String, of source: ScriptSource) throws -> Chunk {
        guard code.utf8.count <= Self.largestScript else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-L102", "the script is longer than \(Self.largestScript / 1024) KiB",
                    hint: "split it into several files",
                    at: SourceLocation(file: source.name, line: source.line))
            ])
        }
        var text = String(repeating: "\n", count: source.line - 1) + code
        var reference: Int32 = 0
        try enter()
        let status = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                klua_compile(state, $0.baseAddress, $0.count, "@" + source.name, &reference)
            }
        }
        leave()
        guard status == KLUA_OK else { throw DiagnosticsError([compilationFailure(status, source)]) }
        return Chunk(reference: reference)
    }

    /// The longest script that is compiled, in bytes.
    public static let largestScript = 256 << 10

    /// An environment for one run: the libraries, the host's functions, and no globals yet.
    public func makeEnvironment() throws -> Environment { try Environment(self, isSession: false) }

    /// An environment that outlives runs, with system variables that scripts cannot assign: a chart's session.
    public func makeSession() throws -> Environment { try Environment(self, isSession: true) }

    /// Makes field names known for ``call(_:in:showing:shape:)``.
    public func shape(named type: String, fields: [String]) throws -> Shape {
        var reference: Int32 = 0
        try enter()
        let status = withTexts([type] + fields) { texts in
            klua_shape(state, texts.baseAddress.map { $0 + 1 }, fields.count, texts[0], &reference)
        }
        leave()
        try check(status)
        return Shape(reference: reference)
    }

    /// The shape of an entity type: fields are the positions of its attributes. Made once per type.
    public func shape(of type: EntityType) throws -> Shape {
        if let known = shapes[ObjectIdentifier(type)] { return known }
        let shape = try shape(named: type.name, fields: type.attributes.map(\.name))
        shapes[ObjectIdentifier(type)] = shape
        return shape
    }

    func function(_ number: Int32) -> HostFunction { functions[Int(number)] }
    func registrar(_ number: Int32) -> String { registrars[Int(number)] }
}
