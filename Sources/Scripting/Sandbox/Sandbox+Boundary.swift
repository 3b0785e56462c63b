import CLua
import Model

extension Sandbox {
    static func limits(_ budget: Budget) -> klua_budget {
        func calls(_ kind: CallKind) -> Int32 { Int32(clamping: budget.calls[kind] ?? Int(Int32.max)) }
        let (seconds, attoseconds) = budget.cpu.components
        return klua_budget(
            instructions: Int64(budget.instructions),
            cpu_nanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000,
            memory: max(0, budget.memory),
            calls: (calls(.query), calls(.write), calls(.other), Int32.max))
    }

    static func create(_ budget: Budget, _ stockPatterns: Bool) -> OpaquePointer? {
        var limits = limits(budget)
        return klua_create(&limits, nil, stockPatterns ? 1 : 0)
    }

    /// Every way into Lua begins here: a host function that is being called must not enter again.
    func enter() throws {
        guard !isEntered else {
            throw ScriptError(.reentered, "a host function may not run a script in the sandbox that calls it")
        }
        isEntered = true
    }

    func leave() { isEntered = false }

    func check(_ status: klua_status) throws {
        guard status != KLUA_OK else { return }
        throw failure(status)
    }

    /// The error of the last run: the host's own where one of its functions threw it, a script error otherwise.
    func failure(_ status: klua_status) -> any Error {
        defer { hostError = nil }
        let trace = self.trace
        if status == KLUA_FAILED, klua_failure_is_from_host(state) != 0, let hostError {
            return (hostError as? Refusal)?.located(at: trace.first) ?? hostError
        }
        if status == KLUA_REFUSED, let hostError {
            return (hostError as? Refusal)?.located(at: trace.first) ?? hostError
        }
        let origin = Int(klua_failure_origin(state))
        let location = trace.indices.contains(origin) ? trace[origin] : nil
        switch status {
        case KLUA_LIMIT_CPU:
            return ScriptError(.limitCPU, "the script took too long", at: location, trace: trace)
        case KLUA_LIMIT_MEMORY:
            return ScriptError(.limitMemory, "the script needed too much memory", at: location, trace: trace)
        case KLUA_LIMIT_DEPTH:
            return ScriptError(.limitDepth, "calls are nested too deeply", at: location, trace: trace)
        case KLUA_LIMIT_REQUEST:
            return ScriptError(.limitRequest, "the request took too long", at: location, trace: trace)
        case KLUA_LIMIT_CALLS:
            let kind = CallKind(rawValue: klua_failure_call_kind(state)) ?? .other
            return ScriptError(.limitCalls(kind), "too many calls: \(kind)", at: location, trace: trace)
        default:
            return ScriptError(.error, MessageText.oneLine(rawMessage), at: location, trace: trace)
        }
    }

    private var rawMessage: UnsafeBufferPointer<UInt8> {
        var length = 0
        let start = klua_failure_message(state, &length)
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(start)?.assumingMemoryBound(to: UInt8.self), count: length)
    }

    private var trace: [SourceLocation] {
        var places: [SourceLocation] = []
        var source: UnsafePointer<CChar>?
        while true {
            let line = klua_failure_place(state, Int32(places.count), &source)
            guard line > 0, let source else { return places }
            places.append(SourceLocation(file: String(cString: source), line: Int(line)))
        }
    }

    /// Lua's `source:line: what` with the position taken out; a long source is shortened by Lua itself.
    func compilationFailure(_ status: klua_status, _ source: ScriptSource) -> Diagnostic {
        let start = SourceLocation(file: source.name, line: source.line)
        guard status == KLUA_FAILED else {
            return Diagnostic(.error, "KTR-L103", "compiling the script takes more than its budget allows", at: start)
        }
        let message = MessageText.oneLine(rawMessage)
        let position = #/:(\d+): /#
        guard let match = message.firstMatch(of: position), let line = Int(match.1) else {
            return Diagnostic(.error, "KTR-L101", message, at: start)
        }
        let what = String(message[match.range.upperBound...])
        return Diagnostic(
            .error, "KTR-L101", what, hint: ForeignOperator.hint(for: what),
            at: SourceLocation(file: source.name, line: line))
    }

    /// Texts as C sees them, for as long as `body` runs.
    func withTexts<Result>(_ texts: [String], _ body: (UnsafeBufferPointer<klua_text>) -> Result) -> Result {
        writer.reset()
        for text in texts { writer.append(text: text) }
        let tape = writer.tape
        let views = (0..<texts.count).map { index in
            klua_text(bytes: tape.bytes + Int(tape.nodes[index].payload), length: Int(tape.nodes[index].count))
        }
        return views.withUnsafeBufferPointer(body)
    }
}
