import Model

/// What the text between `<data>`, `<assign>` or `<content>` tags stands for.
///
/// A number, boolean, quoted string or JSON text is that value; a table constructor `{…}` is left to the data model;
/// anything else is a string with its white space collapsed (SCXML 1.0 §B.2.8.1 asks for this in ECMAScript, and the Lua
/// form of the W3C suite follows it). Free text that happens to be a variable's name stays text.
enum InlineText {
    case value(DataValue)
    case expression(String, orElse: String)

    init(_ text: String) {
        let collapsed = text.words.joined(separator: " ")
        if let value = try? DataValue(json: text) {
            self = .value(value)
        } else if text.hasPrefix("{"), text.hasSuffix("}") {
            self = .expression(text, orElse: collapsed)
        } else if text == "nil" {
            self = .value(.null)
        } else if let quoted = Self.singleQuoted(text) {
            self = .value(.text(quoted))
        } else {
            self = .value(.text(collapsed))
        }
    }

    private static func singleQuoted(_ text: String) -> String? {
        guard text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.contains("'") || inner.contains("\\") ? nil : String(inner)
    }
}
