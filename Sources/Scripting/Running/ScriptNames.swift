/// What scripts of a sandbox can name without giving it a value themselves: asked of the sandbox, so that it is never behind.
public struct ScriptNames {
    /// The libraries, and functions of the language that stand alone.
    public static let libraries: Set<String> = [
        "string", "table", "math", "utf8", "coroutine", "tostring", "tonumber", "type", "ipairs", "pairs", "next",
        "select", "pcall", "xpcall", "error", "assert", "In",
    ]

    private let sandbox: Sandbox

    /// The names of a sandbox.
    public init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    /// What of a name and its member is unknown: the name, or both where only the member is; nil where both are there.
    ///
    ///     names.unknown("string", "uper")   // "string.uper"
    public func unknown(_ name: String, _ member: String?) -> String? {
        guard isThere(name) else { return name }
        guard let member, Self.isLibrary(name), !isThere("\(name).\(member)") else { return nil }
        return "\(name).\(member)"
    }

    private static func isLibrary(_ name: String) -> Bool {
        ["string", "table", "math", "utf8", "coroutine", "kontor"].contains(name)
    }

    private func isThere(_ expression: String) -> Bool {
        do {
            let chunk = try sandbox.compile(ScriptSource(expression: "\(expression) ~= nil", name: "names"))
            return try sandbox.test(chunk, in: sandbox.makeEnvironment())
        } catch {
            // What cannot be asked is not said to be missing.
            return true
        }
    }
}
