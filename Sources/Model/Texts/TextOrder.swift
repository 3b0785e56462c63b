/// The order in which texts stand in lists, in every language: DIN 5007-1, as in German dictionaries.
///
/// First by letters alone (ä as a, ß as ss; blanks and other signs before digits, digits before letters, other scripts last), then by
/// marks (none, umlaut, others), then small letters before capitals; what is level then is in the order of its bytes, so that no two
/// different texts are level. The letters come from a table in the program and not from the system (``LetterTable``).
///
///     TextOrder.precedes("Ärzte", "Zimmer")   // true
public enum TextOrder {
    /// Whether a text comes before another one.
    public static func precedes(_ left: String, _ right: String) -> Bool { compare(left, right) < 0 }

    /// Negative where the left text comes first, positive where the right one does, 0 where their bytes are equal.
    public static func compare(_ left: String, _ right: String) -> Int {
        let order = left.utf8.withContiguousStorageIfAvailable { one in
            right.utf8.withContiguousStorageIfAvailable { other in compare(one, other) }
        }
        if let order, let order { return order }
        return Array(left.utf8).withUnsafeBufferPointer { one in
            Array(right.utf8).withUnsafeBufferPointer { other in compare(one, other) }
        }
    }

    /// The same for the bytes of two texts.
    public static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        if let order = compareASCII(left, right) { return order }
        let (one, other) = (
            key(of: String(decoding: left, as: UTF8.self)), key(of: String(decoding: right, as: UTF8.self))
        )
        if one.lexicographicallyPrecedes(other) { return -1 }
        return one == other ? bytes(left, right) : 1
    }

    /// What stands for a text in comparisons by bytes, as far as letters, marks and case go.
    static func key(of text: String) -> [UInt8] {
        var (letters, marks, cases): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        func add(_ weight: UInt8, mark: UInt8 = 1, isCapital: Bool = false) {
            letters.append(weight)
            marks.append(mark)
            cases.append(isCapital ? 2 : 1)
        }
        for scalar in NormalText.composed(text).unicodeScalars {
            if scalar.value < 0x80 {
                let byte = UInt8(scalar.value)
                let weight = weight(of: byte)
                if weight == separator, letters.last == separator { continue }
                add(weight, isCapital: (0x41...0x5A).contains(byte))
            } else if let known = LetterTable.letters[scalar.value], known.base.allSatisfy({ $0 < 0x80 }) {
                let isOneLetter = known.base.count == 1
                for letter in known.base {
                    add(
                        weight(of: letter), mark: known.hasDiaeresis ? 2 : isOneLetter ? 4 : 3,
                        isCapital: scalar.properties.isUppercase)
                }
            } else if FoldedText.isMark(scalar) {
                if let last = marks.last, last == 1 { marks[marks.count - 1] = scalar.value == 0x308 ? 2 : 4 }
            } else if isLetterOrDigit(scalar) {
                let folded = LetterTable.letters[scalar.value]?.text ?? scalar.properties.lowercaseMapping
                let value = folded.unicodeScalars.first?.value ?? scalar.value
                // A letter of another script: its code point behind a mark that is above all Latin letters.
                add(
                    0xF0, mark: LetterTable.letters[scalar.value] == nil ? 1 : 4,
                    isCapital: scalar.properties.isUppercase)
                letters += [UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
            } else if letters.last != separator {
                add(separator)
            }
        }
        return letters + [0] + withoutUsual(marks) + [0] + withoutUsual(cases)
    }

    private static let separator: UInt8 = 2

    /// Signs, then digits, then letters.
    @inline(__always) private static func weight(of byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: byte - 0x30 + 0x10
        case 0x41...0x5A: byte - 0x41 + 0x20
        case 0x61...0x7A: byte - 0x61 + 0x20
        default: separator
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .unassigned, .privateUse:
            true
        default: false
        }
    }

    private static func withoutUsual(_ weights: [UInt8]) -> ArraySlice<UInt8> {
        weights[..<((weights.lastIndex { $0 != 1 } ?? -1) + 1)]
    }

    /// Without a copy of anything; nil as soon as there is more than ASCII.
    private static func compareASCII(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var (at, other, byCase) = (0, 0, 0)
        while at < left.count, other < right.count {
            let (one, two) = (left[at], right[other])
            if one >= 0x80 || two >= 0x80 { return nil }
            let (first, second) = (weight(of: one), weight(of: two))
            if first != second { return first < second ? -1 : 1 }
            at += 1
            other += 1
            if first == separator {
                while at < left.count, left[at] < 0x80, weight(of: left[at]) == separator { at += 1 }
                while other < right.count, right[other] < 0x80, weight(of: right[other]) == separator { other += 1 }
            } else if one != two, byCase == 0 {
                byCase = one > two ? -1 : 1
            }
        }
        if at < left.count || other < right.count {
            guard isASCII(left, from: at), isASCII(right, from: other) else { return nil }
            return at < left.count ? 1 : -1
        }
        return byCase != 0 ? byCase : bytes(left, right)
    }

    /// What follows the shorter of two texts makes the other longer, unless it is a mark, which belongs to the letter before it.
    private static func isASCII(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        start >= text.count || text[start] < 0x80
    }

    private static func bytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        for (one, other) in zip(left, right) where one != other { return one < other ? -1 : 1 }
        return left.count == right.count ? 0 : left.count < right.count ? -1 : 1
    }
}
