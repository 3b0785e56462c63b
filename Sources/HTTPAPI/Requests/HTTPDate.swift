import Model

/// Dates of HTTP (RFC 9110 §5.6.7), which have whole seconds.
enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(_ instant: Instant) -> String {
        let (year, month, day) = instant.date.components
        // 1 January 1970 was a Thursday.
        let weekday = ((instant.date.daysSinceEpoch + 3) % 7 + 7) % 7
        let second = Int(instant.timeOfDay / 1_000_000)
        let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        let name = months[month - 1].prefix(1).uppercased() + months[month - 1].dropFirst()
        let digits = String(year)
        return
            "\(days[weekday]), \(twoDigits(day)) \(name) \(String(repeating: "0", count: 4 - digits.count))\(digits) \(time) GMT"
    }

    /// The whole second that an instant is in.
    static func second(of instant: Instant) -> Instant {
        Instant(instant.date, microsecondsOfDay: instant.timeOfDay / 1_000_000 * 1_000_000)
    }

    /// Reads the form that is written and the two old ones; nil for anything else.
    static func read(_ text: String) -> Instant? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).map { $0.lowercased() }
        guard text.utf8.count <= 40, (5...6).contains(words.count) else { return nil }
        // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
        let isOldest = months.contains(words[1])
        guard isOldest ? words.count == 5 : words.count == 6 && words[5] == "gmt",
            let month = months.firstIndex(of: words[isOldest ? 1 : 2]), let day = number(words[isOldest ? 2 : 1]),
            var year = number(words[isOldest ? 4 : 3]), let time = seconds(words[isOldest ? 3 : 4])
        else { return nil }
        // Two digits of a year are those of the nearest one that is not far ahead.
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        let digits = String(year)
        guard digits.count == 4, let date = CalendarDate("\(digits)-\(twoDigits(month + 1))-\(twoDigits(day))") else {
            return nil
        }
        return Instant(date, microsecondsOfDay: Int64(time) * 1_000_000)
    }

    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { number(String($0)) }
        guard parts.count == 3, parts[0] < 24, parts[1] < 60, parts[2] <= 60 else { return nil }
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    }

    private static func number(_ text: String) -> Int? {
        text.utf8.count <= 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
