import Model

/// A date with a time as ISO 8601 and databases write it: `2026-11-22T09:30Z`, `2026-11-22 09:30:00.000`,
/// `2026-11-22 09:30:00.5+01`, `2026-11-22 9:30 +01:00`.
enum WrittenInstant: Equatable {
    /// Without an offset: what the clocks showed.
    case local(LocalTime)
    /// With one, in the form that the write path reads.
    case instant(String)

    /// Reads a text with blanks made even; nil where it is none, or is told more exactly than to the microsecond.
    init?(_ text: String) {
        var rest = text[...]
        guard let date = CalendarDate(String(rest.prefix(10))) else { return nil }
        rest = rest.dropFirst(10)
        guard let between = rest.popFirst(), "Tt ".contains(between), let hour = Self.number(1...2, &rest), hour < 24,
            rest.popFirst() == ":", let minute = Self.number(2...2, &rest), minute < 60
        else { return nil }
        var (second, fraction): (Int64, Int64) = (0, 0)
        if rest.first == ":" {
            rest.removeFirst()
            guard let read = Self.number(2...2, &rest), read < 60 else { return nil }
            second = read
            if let sign = rest.first, sign == "." || sign == "," {
                rest.removeFirst()
                guard let read = Self.microseconds(&rest) else { return nil }
                fraction = read
            }
        }
        let local = LocalTime(date, microsecondsOfDay: ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction)
        if rest.first == " " { rest.removeFirst() }
        guard !rest.isEmpty else {
            self = .local(local)
            return
        }
        guard let offset = Self.offset(&rest), rest.isEmpty else { return nil }
        let utc = Instant(local.date, microsecondsOfDay: local.microsecondsOfDay - offset * 1_000_000)
        guard utc.isInCalendar else { return nil }
        self = .instant(utc.description)
    }

    private static func number(_ count: ClosedRange<Int>, _ rest: inout Substring) -> Int64? {
        let digits = rest.prefix(count.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard count.contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return Int64(digits)
    }

    /// The digits of a fraction of a second; beyond six there may be zeros alone.
    private static func microseconds(_ rest: inout Substring) -> Int64? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...12).contains(digits.count), digits.dropFirst(6).allSatisfy({ $0 == "0" }) else { return nil }
        rest = rest.dropFirst(digits.count)
        return Int64((digits.prefix(6) + "000000").prefix(6))
    }

    /// Seconds ahead of UTC: `Z`, `+01:00`, `+0100`, `+01`.
    private static func offset(_ rest: inout Substring) -> Int64? {
        switch rest.popFirst() {
        case "Z", "z": return 0
        case let sign? where sign == "+" || sign == "-" || sign == "\u{2212}":
            guard let hours = number(2...2, &rest), hours < 24 else { return nil }
            if rest.first == ":" {
                rest.removeFirst()
            } else if rest.isEmpty {
                return (sign == "+" ? 1 : -1) * hours * 3600
            }
            guard let minutes = number(2...2, &rest), minutes < 60 else { return nil }
            return (sign == "+" ? 1 : -1) * (hours * 60 + minutes) * 60
        default: return nil
        }
    }
}

/// The number by which a spreadsheet counts days, as it stands in a file when the column had no date format: `45000`, `45000.5`.
enum SpreadsheetDay {
    /// Whether a text looks like the number of a day between 1927 and 2119.
    static func isMeant(by text: String) -> Bool {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), let whole = parts.first, whole.count == 5, let day = Int(whole),
            parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return false }
        return (10_000...80_000).contains(day)
    }
}
