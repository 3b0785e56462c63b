import CLua
public import Model

extension Sandbox {
    /// Runs a chunk for its first result.
    /// - Throws: ``ScriptError``, or what a host function threw.
    public func evaluate(_ chunk: Chunk, in environment: Environment) throws -> DataValue {
        try enter()
        defer { leave() }
        try check(klua_run(state, chunk.reference, environment.reference, nil, 1))
        return result
    }

    /// Whether a condition holds: Lua's truth, so everything but nil and false.
    public func test(_ chunk: Chunk, in environment: Environment) throws -> Bool {
        try enter()
        let truth = klua_test(state, chunk.reference, environment.reference)
        leave()
        guard truth >= 0 else { throw failure(klua_last_status(state)) }
        return truth == 1
    }

    /// Runs a chunk whose result nobody needs.
    public func execute(_ chunk: Chunk, in environment: Environment) throws {
        try enter()
        defer { leave() }
        try check(klua_run(state, chunk.reference, environment.reference, nil, 0))
    }

    /// Runs a chunk with a value as its `...`: an assignment compiled from ``ScriptSource/init(assigningTo:name:line:)``.
    public func execute(_ chunk: Chunk, in environment: Environment, argument: DataValue) throws {
        try enter()
        defer { leave() }
        var tape = writer.reply(argument)
        try check(klua_run(state, chunk.reference, environment.reference, &tape, 0))
    }

    /// Runs a script that registers functions, and gives them in their order. They live as long as the environment.
    /// - Parameter name: the file, for the places of the registrations.
    public func load(_ chunk: Chunk, named name: String, in environment: Environment) throws -> [RegisteredFunction] {
        try enter()
        loading = []
        loadingFile = name
        defer {
            for registered in loading ?? [] { environment.keep(registered.function) }
            loading = nil
            leave()
        }
        try check(klua_run(state, chunk.reference, environment.reference, nil, 0))
        return loading ?? []
    }

    /// Calls a function of a script with values.
    public func call(
        _ function: FunctionReference, in environment: Environment, _ arguments: [DataValue] = []
    ) throws -> DataValue {
        try enter()
        defer { leave() }
        writer.reset()
        for argument in arguments { writer.append(argument) }
        var tape = writer.tape
        try check(klua_call(state, function.reference, environment.reference, &tape, arguments.count, 1))
        return result
    }

    /// Calls a hook with a change and further values after it. What the script assigns goes to the change as it happens.
    public func call(
        _ function: FunctionReference, in environment: Environment, showing change: any ScriptableChange, shape: Shape,
        _ further: [DataValue] = []
    ) throws {
        try enter()
        self.change = change
        defer {
            self.change = nil
            leave()
        }
        let kind = change.kind == .create ? 0 : change.kind == .update ? 1 : 2
        writer.reset()
        writer.append(KLUA_CHANGE, kind | (change.hasBefore ? 4 : 0), Int64(shape.reference))
        for value in further { writer.append(value) }
        var tape = writer.tape
        try check(klua_call(state, function.reference, environment.reference, &tape, 1 + further.count, 0))
    }

    /// What the last call left on C's tape.
    var result: DataValue {
        var count = 0
        guard let nodes = klua_result(state, &count), count > 0 else { return .null }
        var reader = TapeReader(nodes)
        return reader.next()
    }
}
