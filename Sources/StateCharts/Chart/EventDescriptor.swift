/// One word of a transition's `event` attribute: `complaint`, `error.execution`, `done.*`, `*` (SCXML 1.0 §3.12.1).
public struct EventDescriptor: Sendable, Hashable, CustomStringConvertible {
    /// The words without a trailing `.*` or `.`; empty for `*`, which listens to everything.
    public let prefix: String
    /// Whether it was written with an asterisk, and so names no event of its own.
    public let isWildcard: Bool
    private let dotted: [UInt8]

    init(_ text: String) {
        var text = Substring(text)
        isWildcard = text == "*" || text.hasSuffix(".*")
        if text == "*" { text = "" }
        if text.hasSuffix(".*") { text = text.dropLast(2) }
        if text.hasSuffix(".") { text = text.dropLast() }
        prefix = String(text)
        dotted = Array(prefix.utf8) + [UInt8(ascii: ".")]
    }

    /// Whether it listens to an event: the same words, or the first of them.
    public func matches(_ name: String) -> Bool {
        prefix.isEmpty || name == prefix || name.utf8.starts(with: dotted)
    }

    /// Whether an event is one of a name, as transitions take it: `decide` and `decide.at.once` are both `decide`.
    public static func isNamed(_ event: String, _ name: String) -> Bool {
        event == name || event.utf8.starts(with: Array(name.utf8) + [UInt8(ascii: ".")])
    }

    /// Canonical form: `done.*` and `done.` are written `done`.
    public var description: String { prefix.isEmpty ? "*" : prefix }
}
