import Model

/// A value as people read it on a terminal: JSON, with texts and decimals in full.
struct PlainText: CustomStringConvertible {
    let value: DataValue

    init(_ value: DataValue) { self.value = value }

    var description: String {
        switch value {
        case .null: "null"
        case .boolean(let truth): "\(truth)"
        case .integer(let integer): "\(integer)"
        case .decimal(let decimal): "\(decimal)"
        case .number(let number): "\(number)"
        case .text(let text): Self.quoted(text)
        case .list(let items): "[" + items.map { "\(PlainText($0))" }.joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0.name)): \(PlainText($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
