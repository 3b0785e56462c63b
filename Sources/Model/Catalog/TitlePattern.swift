/// How a record is called: literal text with attributes in braces, `{number} {subject}`.
public struct TitlePattern: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        case literal(String)
        case attribute(String)
    }

    public var parts: [Part]

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

    public var attributeNames: [String] {
        parts.compactMap { if case .attribute(let name) = $0 { name } else { nil } }
    }
}
