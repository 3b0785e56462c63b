/// What stands between two cells.
public enum CSVSeparator: String, Sendable, Hashable, CaseIterable {
    case comma, semicolon, tab

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        }
    }

    /// The one that occurs most often outside quotes in the first row; comma where none does.
    static func likeliest(in bytes: ArraySlice<UInt8>) -> CSVSeparator {
        var counts = [CSVSeparator: Int]()
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") { break }
            for separator in allCases where separator.byte == byte { counts[separator, default: 0] += 1 }
        }
        return allCases.reduce(.comma) { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
    }
}
