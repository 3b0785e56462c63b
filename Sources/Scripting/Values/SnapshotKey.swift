import Model

/// How keys that are no texts are written in a snapshot, where an object's member names are all there is.
///
/// `[4711]`, `[2.5]` and `[true]` stand for the integer, the float and the boolean; a text that begins with a bracket
/// gets another one in front.
enum SnapshotKey {
    static func name(of key: DataValue) -> String {
        switch key {
        case .text(let text): text.utf8.first == UInt8(ascii: "[") ? "[" + text : text
        case .integer(let integer): "[\(integer)]"
        case .number(let number): "[\(number)]"
        case .boolean(let truth): "[\(truth)]"
        default: ""
        }
    }

    static func key(of name: String) -> DataValue {
        guard name.utf8.first == UInt8(ascii: "[") else { return .text(name) }
        let rest = name.dropFirst()
        if rest.utf8.first == UInt8(ascii: "[") { return .text(String(rest)) }
        let inner = rest.dropLast()
        if let integer = Int64(inner) { return .integer(integer) }
        if let number = Double(inner) { return .number(number) }
        return .boolean(inner == "true")
    }
}
