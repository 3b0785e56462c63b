import Model

/// A word, literal or sign of a query text with the bytes it covers.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case word(String)
        case literal(AttributeValue)
        case open, close, comma, slash, minus, colon
        case end
    }

    var kind: Kind
    /// UTF-8 bytes from the start of the text.
    var start: Int
    var end: Int
}
