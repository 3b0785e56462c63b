import StateCharts

/// Tells conditions that can only ask from those that might set something too.
///
/// A condition that cannot assign runs where the session lives; all others run on a copy, so that no guard has an effect. Only
/// charts of records are held to that: stand-alone charts have functions of their own, which no copy has.
enum GuardForm {
    static func programsThatMayAssign(in chart: Chart) -> Set<Int> {
        guard chart.entity != nil else { return [] }
        return Set(
            chart.programs.indices.filter { index in
                chart.programs[index].kind == .condition && mayAssign(chart.programs[index].text)
            })
    }

    /// Whether there is an equals sign that compares nothing, a function that is written here, or a call of anything but the
    /// libraries' functions that change nothing.
    static func mayAssign(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var index = 0
        var quote: UInt8?
        // Without what is quoted.
        var plain: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
                index += 1
                continue
            }
            plain.append(byte)
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
            case UInt8(ascii: "["):
                // A text in long brackets may hold anything: it is not looked into.
                if index + 1 < bytes.count, [UInt8(ascii: "["), UInt8(ascii: "=")].contains(bytes[index + 1]) {
                    return true
                }
            case UInt8(ascii: "="):
                let before = index > 0 ? bytes[index - 1] : 0
                let isComparison = [UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">")]
                    .contains(before)
                if isComparison { break }
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "=") else { return true }
                index += 1
                plain.append(UInt8(ascii: "="))
            default: break
            }
            index += 1
        }
        return hasUnknownCall(plain)
    }

    /// Names that may stand before an opening parenthesis, a quote or a brace: those of functions that only compute.
    private static let harmless: Set<String> = [
        "In", "tostring", "tonumber", "type", "ipairs", "pairs", "next", "select", "rawequal", "rawlen", "rawget",
        "and", "or", "not", "return", "byte", "char", "find", "format", "gmatch", "len", "lower", "match", "rep",
        "reverse", "sub", "upper", "abs", "ceil", "floor", "fmod", "max", "min", "modf", "sqrt", "tointeger", "ult",
        "codepoint", "codes", "offset", "concat", "unpack",
    ]

    private static func hasUnknownCall(_ bytes: [UInt8]) -> Bool {
        var word: [UInt8] = []
        var last = ""
        for byte in bytes {
            if isWord(byte) {
                word.append(byte)
                continue
            }
            if !word.isEmpty {
                last = String(decoding: word, as: UTF8.self)
                word = []
                if ["function", "_ENV", "_G"].contains(last) { return true }
            }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: break
            case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "'"), UInt8(ascii: "\""):
                if !last.isEmpty, !harmless.contains(last), last.utf8.first.map(isDigit) != true { return true }
                last = ""
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                // What a call or an index gives may be a function too.
                last = ")"
            default: last = ""
            }
        }
        return ["function", "_ENV", "_G"].contains(String(decoding: word, as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
