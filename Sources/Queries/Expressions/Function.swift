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

    /// How it is called: for messages and hints.
    public var signature: String {
        switch self {
        case .contains, .startswith, .endswith, .indexof, .concat: "\(rawValue)(text, text)"
        case .tolower, .toupper, .trim, .length: "\(rawValue)(text)"
        case .substring: "substring(text, start) or substring(text, start, length)"
        case .year, .month, .day: "\(rawValue)(date or instant)"
        case .hour, .minute, .second, .date: "\(rawValue)(instant)"
        case .round, .floor, .ceiling: "\(rawValue)(number)"
        case .days: "days(later date, earlier date)"
        case .adddays: "adddays(date or instant, integer)"
        case .addmonths: "addmonths(date, integer)"
        }
    }
}
