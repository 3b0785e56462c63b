/// Why a text is no JSON that we take (RFC 8259), and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; the raw value is the English message.
    public enum Reason: String, Sendable, Hashable {
        case unexpectedEnd = "the text ends in the middle of a value"
        case unexpectedByte = "this character is not allowed here"
        case trailingText = "there is more text after the value"
        case invalidUTF8 = "the text is not UTF-8"
        case invalidEscape = "JSON has no such escape"
        case loneSurrogate = "half of a surrogate pair is not a character"
        case controlCharacter = "control characters in a text must be escaped"
        case invalidNumber = "this is not a JSON number"
        case numberTooLong = "a number may have 18 digits, an integer must fit 64 bits"
        case duplicateName = "the name appears twice in one object"
        case tooDeep = "values are nested too deeply"
    }

    /// What is wrong.
    public let reason: Reason
    /// Position in bytes, from 0.
    public let offset: Int
    /// Counted from 1; the column counts bytes.
    public let line: Int
    /// Counted from 1, in bytes.
    public let column: Int
    /// The name that stands twice, where that is the reason.
    public let name: String?

    init(_ reason: Reason, at offset: Int, in bytes: [UInt8], name: String? = nil) {
        let before = bytes.prefix(offset)
        self.reason = reason
        self.offset = offset
        self.line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        self.column = offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
        self.name = name
    }

    /// The reason with its place, for people.
    public var message: LocalizedText {
        let named = name.map { " ('\($0)')" } ?? ""
        return LocalizedText(
            "line \(line), column \(column): \(reason.rawValue)\(named)",
            german: "Zeile \(line), Spalte \(column): \(reason.german)\(named)")
    }

    /// The reason with its place, in English.
    public var description: String { message.english }
}

extension JSONError.Reason {
    fileprivate var german: String {
        switch self {
        case .unexpectedEnd: "der Text endet mitten in einem Wert"
        case .unexpectedByte: "dieses Zeichen kann hier nicht stehen"
        case .trailingText: "nach dem Wert steht weiterer Text"
        case .invalidUTF8: "der Text ist kein UTF-8"
        case .invalidEscape: "diese Escape-Folge kennt JSON nicht"
        case .loneSurrogate: "ein halbes Surrogatpaar ist kein Zeichen"
        case .controlCharacter: "Steuerzeichen in einem Text müssen maskiert sein"
        case .invalidNumber: "das ist keine JSON-Zahl"
        case .numberTooLong: "eine Zahl darf 18 Stellen haben, eine ganze Zahl muss in 64 Bit passen"
        case .duplicateName: "der Name steht zweimal in einem Objekt"
        case .tooDeep: "die Werte sind zu tief verschachtelt"
        }
    }
}
