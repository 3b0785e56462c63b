/// What is wrong with a pattern, and where in it.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place in UTF-8 bytes, counted from 0; the length of the pattern where something is missing at its end.
    public var byteOffset: Int
    /// What is wrong.
    public var message: String
    /// How to mend it, when we can tell.
    public var hint: String?

    init(at byteOffset: Int, _ message: String, hint: String? = nil) {
        self.byteOffset = byteOffset
        self.message = message
        self.hint = hint
    }

    /// `3: there is nothing to repeat`, counted from 1 in bytes.
    public var description: String { "\(byteOffset + 1): \(message)" + (hint.map { " (\($0))" } ?? "") }
}
