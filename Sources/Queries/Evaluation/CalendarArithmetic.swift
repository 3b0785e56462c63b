import Model

// Days and months later, within the calendar's years 1 to 9999; what leads out of them is no value.

extension CalendarDate {
    func later(days: Int64) -> CalendarDate? {
        let (sum, overflow) = Int64(daysSinceEpoch).addingReportingOverflow(days)
        guard !overflow, (Self.first.daysSinceEpoch...Self.last.daysSinceEpoch).contains(Int(sum)) else { return nil }
        return CalendarDate(daysSinceEpoch: Int(sum))
    }

    /// The same day of a later month; that month's last day where it is shorter.
    func later(months: Int64) -> CalendarDate? {
        let (year, month, day) = components
        let (count, overflow) = Int64(year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, count >= 12, count < 10_000 * 12 else { return nil }
        let (laterYear, laterMonth) = (Int(count / 12), Int(count % 12) + 1)
        for shorter in 0...3 {
            if let date = CalendarDate(year: laterYear, month: laterMonth, day: day - shorter) { return date }
        }
        return nil
    }

    private static let first = CalendarDate(daysSinceEpoch: -719_162)
    private static let last = CalendarDate(daysSinceEpoch: 2_932_896)
}

extension Instant {
    func later(days: Int64) -> Instant? {
        let (span, tooLong) = days.multipliedReportingOverflow(by: 86_400_000_000)
        let (sum, overflow) = microseconds.addingReportingOverflow(span)
        guard !tooLong, !overflow, calendarMicroseconds.contains(sum) else { return nil }
        return Instant(microseconds: sum)
    }
}
