import Model

extension Evaluator {
    /// Whole numbers, and durations as their milliseconds: what arithmetic computes with.
    func whole(_ expression: QueryExpression) -> Int64? {
        switch value(expression) {
        case .integer(let number): number
        case .duration(let span): span.milliseconds
        default: nil
        }
    }

    /// A date or instant that much later; null outside the years 1 to 9999.
    func shifted(_ value: AttributeValue, by span: TimeSpan) -> AttributeValue {
        switch value {
        case .date(let date):
            let day = TimeOfDay.millisecondsOfDay
            let days = (span.milliseconds + TimeSpan.largest) / day - TimeSpan.largest / day
            let moved = Int64(date.daysSinceEpoch) + days
            return calendarDays.contains(moved) ? .date(CalendarDate(daysSinceEpoch: Int(moved))) : .null
        case .instant(let instant):
            let (moved, overflow) = instant.microseconds.addingReportingOverflow(span.milliseconds * 1000)
            return !overflow && calendarMicroseconds.contains(moved) ? .instant(Instant(microseconds: moved)) : .null
        default: return .null
        }
    }

    /// How long after the second the first is.
    func elapsed(_ later: AttributeValue, _ earlier: AttributeValue) -> AttributeValue {
        let milliseconds: Int64? =
            switch (later, earlier) {
            case (.date(let one), .date(let other)):
                Int64(one.daysSinceEpoch - other.daysSinceEpoch) * TimeOfDay.millisecondsOfDay
            case (.instant(let one), .instant(let other)):
                one.microseconds.subtractingReportingOverflow(other.microseconds).partialValue / 1000
            default: nil
            }
        return milliseconds.flatMap { TimeSpan(milliseconds: $0) }.map { .duration($0) } ?? .null
    }
}

/// The days of the years 1 to 9999, since 1970-01-01.
let calendarDays: ClosedRange<Int64> = -719_162...2_932_896

/// The microseconds of the years 1 to 9999, since 1970-01-01T00:00:00Z.
let calendarMicroseconds: ClosedRange<Int64> = Instant.calendar
