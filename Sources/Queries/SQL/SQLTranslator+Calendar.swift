import SQLText

/// Days and months later as SQL. What leads out of the years 1 to 9999 is null, as it is to the evaluator.
extension SQLTranslator {
    func later(date: SQLFragment, days: SQLFragment) -> SQLFragment {
        switch dialect {
        case .sqlite:
            // SQLite gives null after the year 9999, and a year with a sign or of zeros before the year 1.
            "(SELECT CASE WHEN v.d >= '0001' THEN v.d END FROM (SELECT date(" + date + ", (" + days
                + ") || ' days') AS d) AS v)"
        case .postgresql:
            "(SELECT CASE WHEN v.n BETWEEN -719162 AND 2932896 THEN to_char(date '1970-01-01' + v.n::integer, "
                + "'YYYY-MM-DD') END FROM (SELECT (" + date + "::date - date '1970-01-01')::numeric + (" + days
                + ") AS n) AS v)"
        }
    }

    func later(instant: SQLFragment, days: SQLFragment) -> SQLFragment {
        let (first, last) = (calendarMicroseconds.lowerBound, calendarMicroseconds.upperBound)
        let type = dialect == .sqlite ? "" : "::numeric"
        let result = dialect == .sqlite ? "v.i" : "v.i::bigint"
        return "(SELECT CASE WHEN v.i BETWEEN \(first) AND \(last) THEN \(result) END FROM (SELECT (" + instant
            + ")\(type) + (" + days + ")\(type) * 86400000000 AS i) AS v)"
    }

    func later(date: SQLFragment, months: SQLFragment) -> SQLFragment {
        switch dialect {
        case .sqlite:
            // The day in a month that is long enough, or the day before the first of the next: whichever is earlier. The month
            // after December 9999 there is not, and December has every day.
            "(SELECT CASE WHEN w.d >= '0001' THEN w.d END FROM (SELECT min(date(v.d, 'start of month', v.n || ' months', "
                + "(strftime('%d', v.d) - 1) || ' days'), coalesce(date(v.d, 'start of month', (v.n + 1) || ' months', "
                + "'-1 day'), '9999-12-31')) AS d FROM (SELECT " + date + " AS d, " + months + " AS n) AS v) AS w)"
        case .postgresql:
            "(SELECT CASE WHEN v.m BETWEEN 12 AND 119999 THEN to_char(v.d + make_interval(months => "
                + "(v.m - v.b)::integer), 'YYYY-MM-DD') END FROM (SELECT u.d, u.b, u.b + u.n AS m FROM (SELECT " + date
                + "::date AS d, (extract(year FROM " + date + "::date) * 12 + extract(month FROM " + date
                + "::date) - 1)::numeric AS b, (" + months + ")::numeric AS n) AS u) AS v)"
        }
    }
}
