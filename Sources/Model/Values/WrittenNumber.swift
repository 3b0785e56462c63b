/// A number as people and other programs write it, taken apart without being bent: what is not written like a number is none.
///
///     WrittenNumber("1.234,50", decimal: .comma)     // 1234.50
///     WrittenNumber("(1’234.50)", decimal: .point)   // -1234.50
///     WrittenNumber("12.50", decimal: .comma)        // nil: a point in front of two digits groups no thousands
///
/// A minus is `-`, U+2212 or an en dash, in front of the number or behind it, or the number is in parentheses. Thousands may be
/// grouped before the decimal sign: by one kind of sign, groups of exactly three digits behind one to three.
public struct WrittenNumber: Sendable, Hashable {
    /// What stands in front of the fraction.
    public enum DecimalSign: String, Sendable, Hashable, CaseIterable {
        case comma = ","
        case point = "."
    }

    /// Which signs may group thousands.
    public enum Grouping: Sendable, Hashable {
        /// Blanks, apostrophes, and whichever of comma and point is not the decimal sign.
        case any
        /// Blanks and apostrophes: where nobody said which decimal sign is meant, a comma or point could be either.
        case unmistakable
    }

    /// Whether it is below zero, or written so.
    public let isNegative: Bool
    /// The digits before the decimal sign, without grouping.
    public let whole: String
    /// The digits behind the decimal sign.
    public let fraction: String

    /// Reads a number; nil where the text is not one.
    public init?(_ text: String, decimal: DecimalSign, grouping: Grouping = .any) {
        var body = Self.trimmed(text.unicodeScalars[...])
        var isNegative = false
        if body.first == "(", body.last == ")" {
            body = Self.trimmed(body.dropFirst().dropLast())
            isNegative = true
        } else if let first = body.first, first == "+" || Self.minuses.contains(first) {
            isNegative = first != "+"
            body = Self.trimmed(body.dropFirst())
        } else if let last = body.last, Self.minuses.contains(last) {
            isNegative = true
            body = Self.trimmed(body.dropLast())
        }
        let parts = body.split(
            separator: decimal.rawValue.unicodeScalars.first ?? ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.ungrouped(parts[0], decimal, grouping) else { return nil }
        let fraction = parts.dropFirst().first
        guard !whole.isEmpty, fraction.map({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }) ?? true else { return nil }
        (self.isNegative, self.whole, self.fraction) = (isNegative, whole, fraction.map { String($0) } ?? "")
    }

    private init(isNegative: Bool, whole: String, fraction: String) {
        (self.isNegative, self.whole, self.fraction) = (isNegative, whole, fraction)
    }

    /// The number with a decimal point and nothing between thousands: `-1234.5`.
    public var text: String { (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction) }

    /// The number exactly; nil where it has more than 18 digits.
    public var exact: ExactDecimal? { ExactDecimal(text) ?? ExactDecimal(shortened.text) }

    /// The number where it is whole; nil where it is not, or larger than 64 bits hold.
    public var integer: Int64? {
        let short = shortened
        return short.fraction.isEmpty ? Int64(short.text) : nil
    }

    /// The same number without zeros at the end of its fraction.
    private var shortened: WrittenNumber {
        var digits = fraction[...]
        while digits.last == "0" { digits.removeLast() }
        return WrittenNumber(isNegative: isNegative, whole: whole, fraction: String(digits))
    }

    /// The nearest number with so many places; halves go away from zero.
    public func rounded(to places: Int) -> WrittenNumber {
        let digits = Array(fraction.utf8)
        guard digits.count > places else { return self }
        var kept = Array(whole.utf8) + digits[..<places]
        if digits[places] >= UInt8(ascii: "5") {
            var index = kept.count - 1
            while index >= 0, kept[index] == UInt8(ascii: "9") {
                kept[index] = UInt8(ascii: "0")
                index -= 1
            }
            if index >= 0 { kept[index] += 1 } else { kept.insert(UInt8(ascii: "1"), at: 0) }
        }
        return WrittenNumber(
            isNegative: isNegative, whole: String(decoding: kept.dropLast(places), as: UTF8.self),
            fraction: String(decoding: kept.suffix(places), as: UTF8.self))
    }

    private typealias Scalars = Substring.UnicodeScalarView

    private static let minuses: Set<Unicode.Scalar> = ["-", "\u{2212}", "\u{2013}"]
    private static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}", "\u{2018}", "\u{02BC}"]
    private static let blanks: Set<Unicode.Scalar> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "\u{2007}"]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func trimmed(_ scalars: Scalars) -> Scalars {
        var rest = scalars
        while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return rest
    }

    /// The digits of the whole part; nil where something in it is neither a digit nor groups thousands.
    private static func ungrouped(_ part: Scalars, _ decimal: DecimalSign, _ grouping: Grouping) -> String? {
        guard let sign = part.first(where: { !isDigit($0) }) else { return String(part) }
        let other: Unicode.Scalar = decimal == .comma ? "." : ","
        guard apostrophes.contains(sign) || blanks.contains(sign) || (grouping == .any && sign == other) else {
            return nil
        }
        let groups = part.split(separator: sign, omittingEmptySubsequences: false)
        guard (1...3).contains(groups[0].count), groups[0].first != "0",
            groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ $0.allSatisfy(isDigit) })
        else { return nil }
        return groups.map { String($0) }.joined()
    }
}
