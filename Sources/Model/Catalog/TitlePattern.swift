/// How a record is called: literal text with attributes in braces, `{number} {subject}`.
public struct TitlePattern: Sendable, Hashable {
    /// A piece of the title.
    public enum Part: Sendable, Hashable {
        case literal(String)
        case attribute(String)
    }

    /// The pieces in their order.
    public var parts: [Part]

    /// A pattern from its pieces.
    public init(parts: [Part]) { self.parts = parts }

    /// Reads the pattern; an opening brace without a closing one is literal text.
    public init(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            parts.append(.attribute(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        self.init(parts: parts)
    }

    /// Names of the attributes that the title shows.
    public var attributeNames: [String] {
        parts.compactMap { if case .attribute(let name) = $0 { name } else { nil } }
    }
}
