/// A decimal number held exactly: `unscaled × 10^-scale`, up to 18 digits.
///
/// Two decimals that denote the same number are equal whatever their scales (`1.5 == 1.50`).
public struct ExactDecimal: Sendable, Comparable, Hashable, LosslessStringConvertible {
    /// All digits as one whole number: 1250 for `12.50`.
    public let unscaled: Int64
    /// Digits after the point, 0…18.
    public let scale: Int

    /// The number `unscaled × 10^-scale`.
    public init(unscaled: Int64, scale: Int = 0) {
        self.unscaled = unscaled
        self.scale = scale
    }

    /// Reads `-12.50`; nil for anything else, for exponents, and for more than 18 digits.
    public init?(_ text: String) {
        var unscaled: Int64 = 0
        var scale = 0
        var (digits, seenPoint, negative) = (0, false, false)
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: negative = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: ".") where !seenPoint && digits > 0: seenPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                let (shifted, overflow) = unscaled.multipliedReportingOverflow(by: 10)
                guard !overflow, shifted <= Self.largest else { return nil }
                unscaled = shifted + Int64(byte - UInt8(ascii: "0"))
                if seenPoint { scale += 1 }
            default: return nil
            }
        }
        guard digits > 0, scale <= 18, unscaled <= Self.largest, !(seenPoint && scale == 0) else { return nil }
        self.init(unscaled: negative ? -unscaled : unscaled, scale: scale)
    }

    /// Reads a number with an exponent, `1.5e3` or `25E-1`, exactly; nil where there is no room for it.
    public init?(scientific text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard parts.count == 2, let exponent = Int(parts[1]), var number = ExactDecimal(String(parts[0]))?.shortened
        else {
            return nil
        }
        if number.unscaled == 0 {
            self.init(unscaled: 0)
            return
        }
        guard abs(exponent) <= 40 else { return nil }
        // Digits move from behind the point to before it, or the other way round.
        let scale = number.scale - exponent
        if scale >= 0 {
            var (unscaled, places) = (number.unscaled, scale)
            while places > 18 {
                guard unscaled % 10 == 0 else { return nil }
                (unscaled, places) = (unscaled / 10, places - 1)
            }
            number = ExactDecimal(unscaled: unscaled, scale: places)
        } else {
            guard let moved = ExactDecimal(unscaled: number.unscaled).rescaled(to: -scale) else { return nil }
            number = ExactDecimal(unscaled: moved.unscaled)
        }
        self = number.shortened
    }

    /// The largest unscaled magnitude: 18 nines.
    public static let largest: Int64 = 999_999_999_999_999_999

    /// The same number with another scale; nil when digits would be lost or there is no room.
    public func rescaled(to newScale: Int) -> ExactDecimal? {
        var result = self.unscaled
        if newScale >= scale {
            for _ in scale..<newScale {
                let (shifted, overflow) = result.multipliedReportingOverflow(by: 10)
                guard !overflow, abs(shifted) <= Self.largest else { return nil }
                result = shifted
            }
        } else {
            for _ in newScale..<scale {
                guard result % 10 == 0 else { return nil }
                result /= 10
            }
        }
        return ExactDecimal(unscaled: result, scale: newScale)
    }

    /// The same number without zeros at the end of its fraction.
    public var shortened: ExactDecimal {
        var (value, places) = (unscaled, scale)
        while places > 0, value % 10 == 0 { (value, places) = (value / 10, places - 1) }
        return ExactDecimal(unscaled: value, scale: places)
    }

    /// The nearest double, for scripts that compute with binary numbers.
    public var approximation: Double {
        let short = shortened
        // A quotient of two doubles that are exact is the nearest to the true one; these powers of ten are.
        guard short.unscaled.magnitude <= 1 << 53, short.scale <= 22 else {
            return Double(short.description) ?? .nan
        }
        var divisor = 1.0
        for _ in 0..<short.scale { divisor *= 10 }
        return Double(short.unscaled) / divisor
    }

    /// All digits, with `scale` of them after the point.
    public var description: String {
        guard scale > 0 else { return String(unscaled) }
        let digits = String(unscaled.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(unscaled < 0 ? "-" : "")\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }

    /// By value, whatever the scales.
    public static func < (left: Self, right: Self) -> Bool { left.aligned(with: right) < right.aligned(with: left) }
    /// Whether both denote the same number.
    public static func == (left: Self, right: Self) -> Bool { left.aligned(with: right) == right.aligned(with: left) }

    /// Equal numbers hash alike, whatever their scales.
    public func hash(into hasher: inout Hasher) {
        var (value, places) = (unscaled, scale)
        while places > 0, value % 10 == 0 { (value, places) = (value / 10, places - 1) }
        hasher.combine(value)
        hasher.combine(places)
    }

    private func aligned(with other: Self) -> Int128 {
        var value = Int128(unscaled)
        for _ in 0..<max(0, other.scale - scale) { value *= 10 }
        return value
    }
}
