/// What texts must look like: a regular expression for the whole text.
///
///     let plate = try TextPattern("[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [0-9]{1,4}")
///     plate.matches("HH-AB 123")   // true
///
/// Matching takes time in proportion to the length of the text, for every pattern and every text: nothing that somebody
/// types can make it slow. The language is described in `docs/definitions.md`.
public struct TextPattern: Sendable, Hashable {
    /// As it is written.
    public let source: String
    private let node: PatternNode
    private let program: PatternProgram

    /// How many instructions a pattern may become.
    public static let sizeLimit = 2000
    /// How many bytes a pattern may be written in.
    public static let lengthLimit = 2000

    /// Reads a pattern.
    ///
    /// - Throws: what is wrong with it, with its place; also where it is too large to be followed quickly.
    public init(_ source: String) throws(PatternError) {
        guard source.utf8.count <= Self.lengthLimit else {
            throw PatternError(
                at: Self.lengthLimit, "the pattern is longer than \(Self.lengthLimit) bytes",
                hint: "use ranges and repetitions, or an option set for a list of words")
        }
        let node = try PatternParser.parse(source)
        guard node.size(limit: Self.sizeLimit) <= Self.sizeLimit else {
            throw PatternError(
                at: 0,
                "the pattern is too large: with its repetitions written out it has more than \(Self.sizeLimit) parts",
                hint: "use smaller numbers in braces; the length of a text is limited by max")
        }
        self.source = source
        self.node = node
        program = PatternProgram(node)
    }

    /// Whether the whole text is what the pattern describes.
    public func matches(_ text: String) -> Bool { program.matches(text) }

    /// The same pattern as HTML's `pattern` attribute takes it; nil where a browser could decide otherwise, since it may
    /// know other characters to have a property.
    ///
    /// Blanks around the value are accepted: they are cut off before a form's text becomes a value.
    public var browserExpression: String? { node.browserExpression.map { "\\s*(?:\($0))\\s*" } }

    /// Two patterns are the same when they are written alike.
    public static func == (left: Self, right: Self) -> Bool { left.source == right.source }

    /// Hashes what is written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
