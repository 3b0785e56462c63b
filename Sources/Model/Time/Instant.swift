/// A point in time, in microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Sendable, Hashable, Comparable, LosslessStringConvertible {
    /// Since 1970-01-01T00:00:00Z; negative before.
    public let microseconds: Int64

    /// The instant so many microseconds after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// A time of a day in UTC; midnight unless told otherwise.
    public init(_ date: CalendarDate, microsecondsOfDay: Int64 = 0) {
        let (midnight, overflow) = Int64(date.daysSinceEpoch).multipliedReportingOverflow(by: Self.day)
        microseconds = Self.sum(overflow ? (date.daysSinceEpoch < 0 ? .min : .max) : midnight, microsecondsOfDay)
    }

    static let day: Int64 = 86_400_000_000

    /// Reads RFC 3339: `2026-11-22T09:30:00Z`, with an optional fraction and any offset.
    public init?(_ text: String) {
        var rest = Substring(text)
        guard rest.utf8.count >= 20, let date = CalendarDate(String(rest.prefix(10))) else { return nil }
        rest = rest.dropFirst(10)
        guard let separator = rest.popFirst(), "Tt ".contains(separator) else { return nil }
        func number(_ digits: Int) -> Int64? {
            let part = rest.prefix(digits)
            guard part.utf8.count == digits, part.allSatisfy(\.isASCII), part.allSatisfy(\.isNumber) else { return nil }
            rest = rest.dropFirst(digits)
            return Int64(part)
        }
        func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let hour = number(2), skip(":"), let minute = number(2), skip(":"), let second = number(2),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if skip(".") {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, digits.count <= 12 else { return nil }
            rest = rest.dropFirst(digits.count)
            let sixDigits = (digits + "000000").prefix(6)
            fraction = Int64(sixDigits) ?? 0
        }
        var offset: Int64 = 0
        if !(skip("Z") || skip("z")) {
            let sign: Int64 = skip("+") ? 1 : skip("-") ? -1 : 0
            guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
            else { return nil }
            offset = sign * (hours * 3600 + minutes * 60)
        }
        guard rest.isEmpty else { return nil }
        let seconds = hour * 3600 + minute * 60 + second - offset
        self.init(date, microsecondsOfDay: seconds * 1_000_000 + fraction)
    }

    /// The day in UTC that this instant falls on. The day of a place is ``Zone/date(of:)``.
    public var date: CalendarDate {
        let (days, rest) = microseconds.quotientAndRemainder(dividingBy: Self.day)
        return CalendarDate(daysSinceEpoch: Int(rest < 0 ? days - 1 : days))
    }

    /// Whether its year is one of 1 to 9999, which is what dates and texts can tell.
    public var isInCalendar: Bool { (Self.firstOfCalendar...Self.lastOfCalendar).contains(microseconds) }

    private static let firstOfCalendar: Int64 = -62_135_596_800_000_000
    private static let lastOfCalendar: Int64 = 253_402_300_799_999_999

    /// Microseconds since midnight UTC.
    public var timeOfDay: Int64 {
        let rest = microseconds % Self.day
        return rest < 0 ? rest + Self.day : rest
    }

    /// The instant so much later; what is shorter than a microsecond is dropped. Beyond the last instant there is is that one.
    public func adding(_ duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let later = Self.sum(microseconds, overflow ? (seconds < 0 ? .min : .max) : whole)
        return Instant(microseconds: Self.sum(later, attoseconds / 1_000_000_000_000))
    }

    /// How long after `earlier` this is.
    public func since(_ earlier: Instant) -> Duration {
        let (difference, overflow) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        return .microseconds(overflow ? (microseconds < 0 ? .min : .max) : difference)
    }

    /// The sum, or the end of the range that it is beyond.
    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (left < 0 ? .min : .max) : sum
    }

    /// RFC 3339 in UTC, with milliseconds or microseconds only where there are any.
    public var description: String {
        let time = timeOfDay
        let seconds = Int(time / 1_000_000)
        let fraction = Int(time % 1_000_000)
        var text = "\(date)T\(padded(seconds / 3600, to: 2)):\(padded(seconds / 60 % 60, to: 2))"
        text += ":\(padded(seconds % 60, to: 2))"
        if fraction % 1000 != 0 {
            text += ".\(padded(fraction, to: 6))"
        } else if fraction != 0 {
            text += ".\(padded(fraction / 1000, to: 3))"
        }
        return text + "Z"
    }

    /// Earlier instants first.
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}
