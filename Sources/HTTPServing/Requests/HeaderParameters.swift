/// The parameters of a header such as `form-data; name="photo"; filename="a.png"` (RFC 9110 §5.6.6).
public struct HeaderParameters: Sendable {
    /// What stands before the parameters, in lower case.
    public let value: String
    /// Names in lower case, in their order.
    public private(set) var parameters: [(name: String, value: String)] = []

    /// The first parameter of a name.
    public subscript(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Nil where it has not the form of such a header.
    public init?(_ text: String) {
        var rest = Substring(text)
        value = String(rest.prefix { $0 != ";" }).lowercased().filter { $0 != " " && $0 != "\t" }
        rest = rest.drop { $0 != ";" }
        guard !value.isEmpty else { return nil }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { return }
            guard parameters.count < 20, let equals = rest.firstIndex(where: { $0 == "=" || $0 == ";" }),
                rest[equals] == "="
            else { return nil }
            let name = rest[..<equals].lowercased().filter { $0 != " " }
            rest = rest[rest.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
            guard !name.isEmpty, let found = rest.first == "\"" ? Self.quoted(&rest) : Self.bare(&rest) else {
                return nil
            }
            parameters.append((name, found))
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        guard rest.isEmpty else { return nil }
    }

    private static func bare(_ rest: inout Substring) -> String? {
        let text = rest.prefix { $0 != ";" }
        rest = rest[text.endIndex...]
        return String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    /// A backslash stands for the quote or backslash after it; before anything else it is one of a Windows path, which old
    /// browsers send as it is.
    private static func quoted(_ rest: inout Substring) -> String? {
        var text = ""
        var isEscaped = false
        for index in rest.indices.dropFirst() {
            let character = rest[index]
            if isEscaped {
                if character != "\"" && character != "\\" { text.append("\\") }
                text.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                rest = rest[rest.index(after: index)...]
                return text
            } else {
                text.append(character)
            }
        }
        return nil
    }
}
