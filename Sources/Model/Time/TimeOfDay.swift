/// A time of day without date or zone, to the millisecond: 00:00 … 23:59:59.999.
///
///     TimeOfDay("09:30")?.description   // "09:30:00"
public struct TimeOfDay: Sendable, Hashable, Comparable, LosslessStringConvertible {
    /// Milliseconds since midnight, below 86,400,000.
    public let milliseconds: Int64

    /// Milliseconds in a day without a leap second.
    public static let millisecondsOfDay: Int64 = 86_400_000

    /// The time so many milliseconds after midnight; nil beyond the day.
    public init?(milliseconds: Int64) {
        guard (0..<Self.millisecondsOfDay).contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// Reads `09:30`, `09:30:15` or `09:30:15.250` (ISO 8601 local time, OData `timeOfDayValue`).
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Self.digits(parts[0], 2), hour < 24,
            let minute = Self.digits(parts[1], 2), minute < 60
        else { return nil }
        var milliseconds: Int64 = 0
        if parts.count == 3 {
            let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
            guard seconds.count <= 2, let second = Self.digits(seconds[0], 2), second < 60 else { return nil }
            milliseconds = second * 1000
            if seconds.count == 2 {
                // Programs that count in smaller parts write zeros where there are none.
                let kept = seconds[1].prefix(3)
                guard (1...12).contains(seconds[1].utf8.count), seconds[1].utf8.dropFirst(3).allSatisfy({ $0 == 0x30 }),
                    let fraction = Self.digits(kept, nil)
                else { return nil }
                milliseconds += fraction * [100, 10, 1][kept.utf8.count - 1]
            }
        }
        self.milliseconds = (hour * 60 + minute) * 60_000 + milliseconds
    }

    /// `09:30:00`, with `.250` after it where there is a part of a second.
    public var description: String {
        let seconds = Int(milliseconds / 1000)
        let fraction = Int(milliseconds % 1000)
        let whole = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }.joined(separator: ":")
        return fraction == 0 ? whole : "\(whole).\(padded(fraction, to: 3))"
    }

    /// `09:30`; with seconds only where there are any.
    var shortText: String { milliseconds % 60_000 == 0 ? String(description.prefix(5)) : description }

    /// Earlier times first.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    private static func digits(_ text: Substring, _ count: Int?) -> Int64? {
        guard count == nil || text.utf8.count == count,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int64(text)
    }
}
