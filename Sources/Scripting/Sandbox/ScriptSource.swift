/// A text to compile: whole script, condition or assignment, with where it stands.
///
///     ScriptSource(text, name: "plugins/complaints/escalate.lua")
///     ScriptSource(expression: "record.claim > 1000", name: "workflows/complaint.scxml", line: 12)
public struct ScriptSource: Sendable, Hashable {
    /// What Lua compiles.
    let code: String
    /// The file, as messages name it.
    public let name: String
    /// The line of the file on which the text begins; messages count from it.
    public let line: Int
    let check: String?

    /// A script of statements.
    public init(_ text: String, name: String, line: Int = 1) {
        self.init(code: text, name: name, line: line, check: nil)
    }

    /// An expression: compiled as `return (EXPR)`, one value.
    public init(expression text: String, name: String, line: Int = 1) {
        self.init(code: "return (\(text)\n)", name: name, line: line, check: nil)
    }

    /// The assignment of an expression to a location such as `Var1[4]` or `a.b.c`. Tables keep their identity.
    public init(assigning expression: String, to location: String, name: String, line: Int = 1) {
        self.init(code: "\(location) = (\(expression)\n)", name: name, line: line, check: "return (\(location)\n)")
    }

    /// The assignment of a value that ``Sandbox/execute(_:in:argument:)`` is given to a location.
    public init(assigningTo location: String, name: String, line: Int = 1) {
        self.init(code: "\(location) = ...", name: name, line: line, check: "return (\(location)\n)")
    }

    private init(code: String, name: String, line: Int, check: String?) {
        self.code = code
        self.name = name
        self.line = max(1, line)
        self.check = check
    }
}

/// A compiled script. Belongs to the sandbox that compiled it and lives as long; runs in any of its environments.
public struct Chunk: Hashable {
    let reference: Int32
}
