import Model
import SQLText

extension SQLTranslator {
    /// A date (`YYYY-MM-DD`) or instant (microseconds) that many milliseconds later; null outside the years 1 to 9999.
    func shifted(_ moment: SQLFragment, by span: SQLFragment, _ type: ValueType) -> SQLFragment {
        guard type == .date else {
            return
                "(SELECT CASE WHEN v.n BETWEEN \(calendarMicroseconds.lowerBound) AND \(calendarMicroseconds.upperBound)"
                + " THEN v.n END FROM (SELECT " + moment + " + " + span + " * 1000 AS n) AS v)"
        }
        // The longest span is a whole number of days: adding it makes every span positive, so that division rounds down.
        let days =
            "(" + span + " + \(TimeSpan.largest)) / \(TimeOfDay.millisecondsOfDay)"
            + " - \(TimeSpan.largest / TimeOfDay.millisecondsOfDay)"
        switch dialect {
        case .sqlite:
            return "(SELECT CASE WHEN v.n BETWEEN 1721425.5 AND 5373483.5 THEN date(v.n) END"
                + " FROM (SELECT julianday(" + moment + ") + " + days + " AS n) AS v)"
        case .postgresql:
            return "(SELECT CASE WHEN v.n BETWEEN \(calendarDays.lowerBound) AND \(calendarDays.upperBound)"
                + " THEN to_char(date '1970-01-01' + v.n::integer, 'YYYY-MM-DD') END"
                + " FROM (SELECT " + moment + "::date - date '1970-01-01' + " + days + " AS n) AS v)"
        }
    }

    /// The milliseconds from the second moment to the first.
    func elapsed(_ later: SQLFragment, _ earlier: SQLFragment, _ type: ValueType) -> SQLFragment {
        guard type == .date else { return "((" + later + " - " + earlier + ") / 1000)" }
        switch dialect {
        case .sqlite:
            return "CAST((julianday(" + later + ") - julianday(" + earlier
                + ")) * \(TimeOfDay.millisecondsOfDay) AS INTEGER)"
        case .postgresql:
            return "((" + later + "::date - " + earlier + "::date)::bigint * \(TimeOfDay.millisecondsOfDay))"
        }
    }

    /// A span that was computed; null beyond the longest.
    func guarded(span: SQLFragment) -> SQLFragment {
        "(SELECT CASE WHEN v.n BETWEEN \(-TimeSpan.largest) AND \(TimeSpan.largest) THEN v.n"
            + (dialect == .postgresql ? "::bigint" : "") + " END FROM (SELECT " + span + " AS n) AS v)"
    }
}
