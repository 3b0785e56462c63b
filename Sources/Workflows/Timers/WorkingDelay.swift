public import Model

/// How long a chart waits before an event of its own: `2 business days`, `30 minutes`, `1 week`.
///
/// Written in `k:delay` of a `<send>`. A *business day* is Monday to Friday in the installation's time zone; the time that its
/// clocks show is kept, so two business days after Thursday 15:00 is Monday 15:00, also where they are put forward between, and a
/// start at the weekend counts from Monday 00:00. All other units are elapsed time.
///
///     WorkingDelay("2 business days")?.due(after: now, in: zone)
public struct WorkingDelay: Sendable, Hashable {
    enum Unit: Sendable, Hashable {
        case elapsed(seconds: Int64)
        case businessDays
    }

    let count: Int64
    let unit: Unit

    /// Reads a whole number and a unit, singular or plural; nil for anything else.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard let first = words.first, let count = Int64(first), count >= 0, count <= 100_000 else { return nil }
        switch words.dropFirst().joined(separator: " ") {
        case "second", "seconds": unit = .elapsed(seconds: 1)
        case "minute", "minutes": unit = .elapsed(seconds: 60)
        case "hour", "hours": unit = .elapsed(seconds: 3600)
        case "day", "days": unit = .elapsed(seconds: 86_400)
        case "week", "weeks": unit = .elapsed(seconds: 604_800)
        case "business day", "business days": unit = .businessDays
        default: return nil
        }
        self.count = count
    }

    /// When it is over.
    public func due(after start: Instant, in zone: Zone) -> Instant {
        switch unit {
        case .elapsed(let seconds): return start.adding(.seconds(count * seconds))
        case .businessDays:
            let local = zone.local(start)
            var (date, timeOfDay) = (local.date, local.microsecondsOfDay)
            if date.weekday > 5 { (date, timeOfDay) = (date.adding(days: 8 - date.weekday), 0) }
            let (weeks, days) = count.quotientAndRemainder(dividingBy: 5)
            date = date.adding(days: Int(weeks) * 7)
            for _ in 0..<days { date = date.adding(days: date.weekday == 5 ? 3 : 1) }
            return zone.instant(of: LocalTime(date, microsecondsOfDay: timeOfDay))
        }
    }
}
