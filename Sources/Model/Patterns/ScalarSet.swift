/// The characters that one place of a pattern accepts: ranges of Unicode scalars and properties, or all others.
struct ScalarSet: Sendable, Hashable {
    /// A property of characters, as `\p{…}` names it: a general category of Unicode, or a group of them.
    struct Property: Sendable, Hashable {
        /// `L`, `Lu`, `Nd` …
        var name: String
        /// `\P{…}`: everything that does not have it.
        var isNegated: Bool

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            let category = scalar.properties.generalCategory.abbreviation
            return (name.utf8.count == 1 ? category.hasPrefix(name) : category == name) != isNegated
        }
    }

    /// Sorted, apart from each other.
    private(set) var ranges: [ClosedRange<UInt32>] = []
    private(set) var properties: [Property] = []
    /// Whether it accepts what is *not* in ``ranges`` and ``properties``.
    var isNegated = false

    init() {}

    init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

    init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
        for range in ranges { insert(range) }
        self.isNegated = isNegated
    }

    init(_ property: Property) { properties = [property] }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        (isInRanges(scalar.value) || properties.contains { $0.contains(scalar) }) != isNegated
    }

    private func isInRanges(_ value: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if value < ranges[middle].lowerBound {
                high = middle
            } else if value > ranges[middle].upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        var kept: [ClosedRange<UInt32>] = []
        for other in ranges {
            // What touches the new range becomes a part of it.
            if other.upperBound &+ 1 < lower || upper &+ 1 < other.lowerBound {
                kept.append(other)
            } else {
                (lower, upper) = (min(lower, other.lowerBound), max(upper, other.upperBound))
            }
        }
        kept.append(lower...upper)
        ranges = kept.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Adds what another set accepts. A negated one of ranges is turned into the ranges that it means.
    mutating func insert(_ other: ScalarSet) {
        for range in other.isNegated ? other.complement : other.ranges { insert(range) }
        properties += other.properties
    }

    private var complement: [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { result.append(next...Self.last) }
        return result
    }

    private static let last: UInt32 = 0x10FFFF

    /// `\d`: the digits 0 to 9.
    static let digits = ScalarSet([0x30...0x39])
    /// `\w`: letters and digits of ASCII, and `_`.
    static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// `\s`: blank, tab, line feed, carriage return (XML 1.0 §2.3).
    static let blanks = ScalarSet([0x20...0x20, 0x09...0x0A, 0x0D...0x0D])
    /// `.`: everything but the ends of lines.
    static let any = ScalarSet([0x0A...0x0A, 0x0D...0x0D], isNegated: true)

    /// Names that `\p{…}` knows.
    static let propertyNames = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "N", "Nd", "Nl", "No", "P", "S", "Sc", "Z", "Zs",
    ]
}

extension Unicode.GeneralCategory {
    /// The two letters of Unicode's property value aliases.
    fileprivate var abbreviation: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
