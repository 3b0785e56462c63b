import Model

/// Tells whether a field still holds what it showed, in a few letters that travel with the form.
///
/// A field often shows less than the value: a time without its microseconds, a number in a language's way. Who leaves it alone
/// says nothing about the value, so it is not written back. Browsers change what they are given a little (line ends, blanks);
/// the mark passes over that.
enum ShownMark {
    /// The mark of a field's text.
    ///
    /// - Parameter isLong: whether it can have several lines.
    static func mark(of text: String, isLong: Bool) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var length = 0
        var blanks: [UInt8] = []
        var isAfterReturn = false
        func take(_ byte: UInt8) {
            // FNV-1a: tells one text from another, which is all it is for.
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            length += 1
        }
        for byte in text.utf8 {
            var byte = byte
            defer { isAfterReturn = byte == 0x0D }
            if byte == 0x0D || byte == 0x0A {
                guard isLong, !(byte == 0x0A && isAfterReturn) else { continue }
                // One sort of line end.
                blanks.append(0x0A)
                continue
            }
            if byte == 0x20 || byte == 0x09 {
                blanks.append(byte)
                continue
            }
            // Blanks count only between others.
            if length > 0 { for blank in blanks { take(blank) } }
            blanks.removeAll(keepingCapacity: true)
            if byte == 0 {
                // What a page shows instead of it.
                for replacement in "\u{FFFD}".utf8 { take(replacement) }
                byte = 1
            } else {
                take(byte)
            }
        }
        return String(hash, radix: 36) + "-" + String(length, radix: 36)
    }

    /// The mark of a lookup's field: its record, the title that stands for it, and the kind that was chosen beside it.
    static func mark(ofLookup id: String, _ title: String, kind: String) -> String {
        mark(of: "\(id) \(kind) \(title)", isLong: false)
    }

    /// The mark of several choices.
    static func mark(of names: [String]) -> String {
        mark(of: names.sorted().joined(separator: "\n"), isLong: true)
    }
}

extension AttributeType {
    /// Whether its field has several lines.
    var isMultiline: Bool {
        switch self {
        case .text(_, let isLong): isLong
        case .json: true
        default: false
        }
    }
}
