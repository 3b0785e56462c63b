import CLua
public import Model

/// The globals that chunks of a sandbox run with: of one run, or of a chart's session.
public final class Environment {
    let sandbox: Sandbox
    let reference: Int32
    private var functions: [FunctionReference] = []

    init(_ sandbox: Sandbox, isSession: Bool) throws {
        self.sandbox = sandbox
        var reference: Int32 = 0
        try sandbox.enter()
        let status = klua_environment(sandbox.state, isSession ? 1 : 0, &reference)
        sandbox.leave()
        self.reference = reference
        try sandbox.check(status)
    }

    deinit {
        for function in functions { klua_release(sandbox.state, function.reference) }
        if reference > 0 { klua_release_environment(sandbox.state, reference) }
    }

    func keep(_ function: FunctionReference) { functions.append(function) }

    /// A global's value, system variables included; `.null` where there is none.
    /// - Throws: ``ScriptError`` for values that cannot leave the sandbox, such as functions and libraries.
    public func value(of name: String) throws -> DataValue {
        try sandbox.enter()
        defer { sandbox.leave() }
        var name = name
        let status = name.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) {
                klua_get_global(sandbox.state, reference, $0.baseAddress, $0.count)
            }
        }
        try sandbox.check(status)
        return sandbox.result
    }

    /// Sets a global. System variables of a session are refused as they are in a script.
    public func set(_ name: String, to value: DataValue) throws { try set(name, to: value, isSystem: false) }

    /// Sets a variable of a session that scripts can read and not assign: `_sessionid`, `_name`, `_ioprocessors`, `_x`.
    public func setSystem(_ name: String, to value: DataValue) throws { try set(name, to: value, isSystem: true) }

    private func set(_ name: String, to value: DataValue, isSystem: Bool) throws {
        try sandbox.enter()
        defer { sandbox.leave() }
        var tape = sandbox.writer.reply(value)
        var name = name
        let status = name.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) {
                klua_set_global(sandbox.state, reference, $0.baseAddress, $0.count, &tape, isSystem ? 1 : 0)
            }
        }
        try sandbox.check(status)
    }
}
