/// An amount of money as people write it: a number, with the currency in front of it or behind it, or without one.
///
///     WrittenAmount("12,50 EUR")   // number "12,50", currency EUR
///     WrittenAmount("-$1,000")     // number "-1,000", currency USD
///     WrittenAmount("(5,00 €)")    // number "(5,00)", currency EUR
///     WrittenAmount("12.50")       // number "12.50", no currency
///
/// The number is left as it was written: which mark is the decimal one is for the reader to know.
public struct WrittenAmount: Sendable, Hashable {
    /// The number, without blanks around it.
    public let number: String
    /// The currency, where one was written.
    public let currency: Currency?

    /// Takes a text apart; nil where what stands beside the number is no currency that is in use.
    public init?(_ text: String) {
        let isWord: (Character) -> Bool = { character in
            !character.isWhitespace && !("0"..."9").contains(character) && !"+-−–.,'’‘ʼ()".contains(character)
        }
        guard let start = text.firstIndex(where: isWord), let last = text.lastIndex(where: isWord) else {
            guard let number = Self.trimmed(text) else { return nil }
            (self.number, currency) = (number, nil)
            return
        }
        let word = String(text[start...last])
        let (ahead, behind) = (text[..<start], text[text.index(after: last)...])
        let isDigit: (Character) -> Bool = { ("0"..."9").contains($0) }
        guard let found = Currency(sign: word) ?? Currency(word),
            !(ahead.contains(where: isDigit) && behind.contains(where: isDigit)),
            let number = Self.trimmed(ahead + behind)
        else { return nil }
        (self.number, currency) = (number, found)
    }

    private static func trimmed(_ text: some StringProtocol) -> String? {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        let number = String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
        return number.isEmpty ? nil : number
    }
}
