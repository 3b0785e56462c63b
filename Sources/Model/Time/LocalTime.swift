/// What calendar and clock of a place show: a day and a time of day, without the zone that makes an instant of them.
public struct LocalTime: Sendable, Hashable {
    /// The day.
    public let date: CalendarDate
    /// Microseconds since midnight, below those of a day.
    public let microsecondsOfDay: Int64

    /// A time of a day; midnight unless told otherwise. A time beyond the day is its last microsecond.
    public init(_ date: CalendarDate, microsecondsOfDay: Int64 = 0) {
        self.date = date
        self.microsecondsOfDay = min(max(microsecondsOfDay, 0), Instant.day - 1)
    }

    /// Microseconds from 1970-01-01T00:00:00Z until UTC shows this.
    public var inUTC: Int64 { Int64(date.daysSinceEpoch) * Instant.day + microsecondsOfDay }

    /// What UTC shows so many microseconds after 1970-01-01T00:00:00Z, within the years 1 to 9999.
    init(inUTC microseconds: Int64) {
        let bounded = Instant(microseconds: min(max(microseconds, Instant.calendar.lowerBound), Instant.calendar.upperBound))
        self.init(bounded.date, microsecondsOfDay: bounded.timeOfDay)
    }
}

extension Instant {
    /// The microseconds of the years 1 to 9999, since 1970-01-01T00:00:00Z.
    public static let calendar: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999
}
