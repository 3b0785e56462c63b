import Foundation

/// The one form in which texts are kept, compared and looked for: Unicode's composed form (NFC), without white space and signs
/// that nobody sees at both ends.
///
/// Every text passes here before it is a value: on pages, in the API, in files, from scripts and charts, in conditions, in names
/// of users. So equal texts have equal bytes, and one equality serves Swift, SQL and unique keys.
///
///     NormalText.of(" Jose\u{301}\u{200B}")   // "José"
public enum NormalText {
    /// A text in its one form; empty where there is nothing to see in it.
    public static func of(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return text }
        // Nearly every text is ASCII without blanks at its ends: then nothing is to be done.
        if first > 0x20, last > 0x20, first < 0x80, last < 0x80, bytes.allSatisfy({ $0 < 0x80 }) { return text }
        return trimmed(composed(text))
    }

    /// A text in composed form.
    public static func composed(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(isSurelyComposed) ? text : text.precomposedStringWithCanonicalMapping
    }

    /// A text without white space and invisible signs at its ends; empty where it has nothing else.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isTrimmed($0) }),
            let last = scalars.lastIndex(where: { !isTrimmed($0) }),
            scalars[first...last].contains(where: { !isUnseen($0) })
        else { return "" }
        if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return text }
        return String(scalars[first...last])
    }

    /// Whether a scalar is the same in composed form whatever stands before it. Says no where the tables would have to be asked.
    private static func isSurelyComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300, 0x400...0x482, 0x2010...0x205E, 0x20A0...0x20CF, 0x3400...0x9FFF, 0xAC00...0xD7A3,
            0x1F300...0x1FAFF:
            true
        default: false
        }
    }

    /// What is taken away at the ends. Signs that belong to the one before them are not: variants and tags of pictures, and the
    /// ends of passages that run the other way.
    public static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ...0x20: true
        case ..<0x7F: false
        case 0xFE00...0xFE0F, 0x202A...0x202E, 0x2066...0x2069, 0xE0000...0xE0FFF: false
        default: isUnseen(scalar)
        }
    }

    /// Whether there is nothing to see of a scalar.
    public static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ...0x20: true
        case ..<0x7F: false
        // A Braille pattern without dots.
        case 0x2800: true
        default: scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}

extension String {
    /// Whether two texts have the same bytes, which is what databases compare; Swift's own `==` takes two ways of writing one
    /// letter for equal.
    public func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let same = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
        }
        return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
