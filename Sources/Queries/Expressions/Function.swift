/// The functions of the language: those of OData 4.01 §5.1.1.5–§5.1.1.10 that our types have a use for, and our own.
public enum Function: String, Sendable, Hashable, CaseIterable {
    case contains, startswith, endswith
    case tolower, toupper, trim, length, concat, indexof, substring
    case year, month, day, hour, minute, second, date
    case round, floor, ceiling
    /// Whole days from the second date to the first. Ours.
    case days
    /// A date or an instant so many days later. Ours.
    case adddays
    /// A date so many months later: the last day of the month where that one is shorter. Ours.
    case addmonths

    /// Whether it can be null though its operands are not: there is no day before the year 1 or after the year 9999.
    var mayLeaveTheCalendar: Bool { self == .adddays || self == .addmonths }
    /// The time of day of an instant; the seconds that a duration has.
    case time, totalseconds
    /// Metres between two places.
    case distance = "geo.distance"

    // Operators that are translated and evaluated as functions are; nobody can call them by such names.

    /// A date or an instant, and a duration that it is moved by.
    case shift = "moved by"
    /// The duration between two dates or instants.
    case elapse = "elapsed since"
    /// Whether one of the names is among several choices; false where there are none.
    case includes = "includes one of"

    /// Whether it can be called by its name.
    var isCallable: Bool { !rawValue.contains(" ") }

    /// How it is called: for messages and hints.
    public var signature: String {
        switch self {
        case .contains, .startswith, .endswith, .indexof, .concat: "\(rawValue)(text, text)"
        case .tolower, .toupper, .trim, .length: "\(rawValue)(text)"
        case .substring: "substring(text, start) or substring(text, start, length)"
        case .year, .month, .day: "\(rawValue)(date or instant)"
        case .hour, .minute, .second: "\(rawValue)(instant or time)"
        case .date: "date(instant)"
        case .round, .floor, .ceiling: "\(rawValue)(number)"
        case .days: "days(later date, earlier date)"
        case .adddays: "adddays(date or instant, integer)"
        case .addmonths: "addmonths(date, integer)"
        case .time: "time(instant)"
        case .totalseconds: "totalseconds(duration)"
        case .distance: "geo.distance(place, place)"
        case .shift, .elapse, .includes: rawValue
        }
    }
}
