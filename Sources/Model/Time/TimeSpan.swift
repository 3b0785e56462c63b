/// A length of time in whole milliseconds, negative where it goes back.
///
/// It has days, hours, minutes and seconds and no months: those have no length of their own (XML Schema
/// `dayTimeDuration`, OData `Edm.Duration`).
///
///     TimeSpan("PT1H30M")?.milliseconds   // 5_400_000
public struct TimeSpan: Sendable, Hashable, Comparable, LosslessStringConvertible {
    /// The length.
    public let milliseconds: Int64

    /// The longest span either way: 100,000 years of 365 days, so that sums of many have room.
    public static let largest: Int64 = 100_000 * 365 * TimeOfDay.millisecondsOfDay

    /// A span of a length; nil beyond ``largest``.
    public init?(milliseconds: Int64) {
        guard (-Self.largest...Self.largest).contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// Reads `P1DT2H`, `PT90M`, `-PT1.5S` (ISO 8601 durations without years, months and weeks).
    public init?(_ text: String) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst() }
        guard rest.first == "P" else { return nil }
        rest = rest.dropFirst()
        var total: Int64 = 0
        var units: [(name: Character, length: Int64)] = [("D", TimeOfDay.millisecondsOfDay)]
        var (parts, isInTime, endsWithMark) = (0, false, false)
        while let character = rest.first {
            if character == "T", !isInTime {
                (isInTime, endsWithMark) = (true, true)
                units = [("H", 3_600_000), ("M", 60_000), ("S", 1000)]
                rest = rest.dropFirst()
                continue
            }
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            guard let unit = rest.first, let index = units.firstIndex(where: { $0.name == unit }),
                let part = Self.length(number, of: units[index].length, isSecond: unit == "S")
            else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            total = sum
            units.removeFirst(index + 1)
            rest = rest.dropFirst()
            parts += 1
            endsWithMark = false
        }
        guard parts > 0, !endsWithMark else { return nil }
        self.init(milliseconds: isNegative ? -total : total)
    }

    /// The canonical form: `P1DT2H30M`, `PT0S` for none.
    public var description: String {
        guard milliseconds != 0 else { return "PT0S" }
        let length = milliseconds.magnitude
        let (days, ofDay) = length.quotientAndRemainder(dividingBy: UInt64(TimeOfDay.millisecondsOfDay))
        let (hours, minutes, rest) = (ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay % 60_000)
        var text = milliseconds < 0 ? "-P" : "P"
        if days > 0 { text += "\(days)D" }
        if ofDay > 0 { text += "T" }
        if hours > 0 { text += "\(hours)H" }
        if minutes > 0 { text += "\(minutes)M" }
        if rest > 0 {
            var fraction = padded(Int(rest % 1000), to: 3)
            while fraction.hasSuffix("0") { fraction.removeLast() }
            text += fraction.isEmpty ? "\(rest / 1000)S" : "\(rest / 1000).\(fraction)S"
        }
        return text
    }

    /// Shorter spans first.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    private static func length(_ number: Substring, of unit: Int64, isSecond: Bool) -> Int64? {
        guard let value = ExactDecimal(String(number)), value.scale == 0 || isSecond,
            let whole = value.rescaled(to: isSecond ? 3 : 0)
        else { return nil }
        let (product, overflow) = whole.unscaled.multipliedReportingOverflow(by: isSecond ? 1 : unit)
        return overflow ? nil : product
    }
}
