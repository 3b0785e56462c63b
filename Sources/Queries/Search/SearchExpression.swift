import Model

/// What a full-text search looks for (OData 4.01 part 1 §11.2.6.6).
///
///     try SearchExpression("invoice AND NOT (reminder OR \"second notice\")")
///
/// A word finds words that begin with it; a text in quotes finds exactly these words in this order. Upper and lower case, and
/// marks on letters (ü, é), make no difference.
public struct SearchExpression: Sendable, Hashable {
    indirect enum Node: Sendable, Hashable {
        /// Words that begin with it.
        case word(String)
        case phrase(String)
        case not(Node)
        case and([Node])
        case or([Node])
    }

    /// Words and phrases of one search.
    public static let termLimit = 50
    /// UTF-8 bytes of one search.
    public static let byteLimit = 2000
    /// Parentheses inside one another.
    public static let nestingLimit = 20

    /// As it was written.
    public let text: String
    let node: Node

    /// Reads a search in OData's grammar: words, phrases in double quotes, `AND`, `OR`, `NOT`, parentheses.
    ///
    /// - Throws: `KTR-Q152` where it does not follow the grammar, `KTR-Q153` where it is too long.
    public init(_ text: String) throws(QueryError) {
        self.text = text
        node = try SearchParser.parse(text)
    }

    /// Reads what a person typed into a search field: the grammar where it is followed, else just the words.
    ///
    /// - Returns: nil where nothing was typed. Signs that are no words find nothing.
    public init?(typed text: String) {
        let trimmed = String(text.prefix(Self.byteLimit / 4))
        guard !NormalText.of(trimmed).isEmpty else { return nil }
        guard SearchWords.areIn(trimmed) else {
            (self.text, node) = (trimmed, .word(trimmed))
            return
        }
        if let parsed = try? SearchExpression(trimmed) {
            self = parsed
            return
        }
        let words = trimmed.split { $0.isWhitespace || "\"()".contains($0) }.prefix(Self.termLimit)
        self.text = trimmed
        node = .and(words.map { .word(String($0)) })
    }
}
