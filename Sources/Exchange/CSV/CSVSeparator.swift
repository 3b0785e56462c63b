/// What stands between two cells.
public enum CSVSeparator: String, Sendable, Hashable, CaseIterable {
    case comma, semicolon, tab, bar

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .bar: UInt8(ascii: "|")
        }
    }

    /// The one that occurs most often outside quotes in the first row; comma where none does.
    static func likeliest(in bytes: ArraySlice<UInt8>) -> CSVSeparator {
        var counts = [CSVSeparator: Int]()
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            for separator in allCases where separator.byte == byte { counts[separator, default: 0] += 1 }
        }
        return allCases.reduce(.comma) { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
    }

    /// The separator that a spreadsheet's first line `sep=;` tells; nil where the line is none such.
    static func told(by line: ArraySlice<UInt8>) -> CSVSeparator? {
        var text = line
        if text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\""), text.count > 1 {
            text = text.dropFirst().dropLast()
        }
        let word = String(decoding: text.prefix(4), as: UTF8.self).lowercased()
        guard word == "sep=" else { return nil }
        let sign = text.dropFirst(4)
        // A tab as programs write it that cannot show one.
        if sign.elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: "t")]) { return .tab }
        return sign.count == 1 ? allCases.first { $0.byte == sign.first } : nil
    }
}
