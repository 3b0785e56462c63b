/// The functions of the language: those of OData 4.01 §5.1.1.5–§5.1.1.10 that our types have a use for, and our own.
public enum Function: String, Sendable, Hashable, CaseIterable {
    case contains, startswith, endswith
    case tolower, toupper, trim, length, concat, indexof, substring
    case year, month, day, hour, minute, second, date
    case round, floor, ceiling
    /// Whole days from the second date to the first. Ours.
    case days
    /// Whole months, and whole years, from the second date to the first. Ours.
    case months, years
    /// 1 for Monday … 7 for Sunday. Ours.
    case weekday
    /// The second value where the first is true, else the third; `iif` is the same. Ours.
    case choose = "if"
    /// The first value that is not null. Ours.
    case coalesce
    /// The least, and the greatest, of several values. Ours.
    case min, max
    /// A number without its sign. Ours.
    case abs
    /// A number or a date as text. Ours.
    case text
    /// A date or an instant so many days later. Ours.
    case adddays
    /// A date so many months later: the last day of the month where that one is shorter. Ours.
    case addmonths
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

    /// The function of a name, in any case.
    init?(written name: String) {
        let name = name.lowercased()
        self.init(rawValue: name == "iif" ? "if" : name)
    }

    /// Whether it is a condition in SQL too; the others yield a value even where that is a yes or no.
    var isPredicate: Bool { [.contains, .startswith, .endswith, .includes].contains(self) }

    /// Whether it takes digits away, as many as its operand's type has more than its own.
    var isRounding: Bool { [.round, .floor, .ceiling].contains(self) }

    /// Whether it can be called by its name.
    var isCallable: Bool { !rawValue.contains(" ") }

    /// The names of those that can be called, for whoever wants to know what there is.
    public static var callableNames: [String] {
        ["under"] + allCases.filter(\.isCallable).map(\.rawValue)
            + QueryExpression.ContextValue.allCases.map(\.rawValue)
    }

    /// Whether it can be null though its operands are not: there is no day before the year 1 or after the year 9999.
    var mayLeaveTheCalendar: Bool { self == .adddays || self == .addmonths || self == .shift }

    /// How it is called: for messages and hints.
    public var signature: String {
        switch self {
        case .contains, .startswith, .endswith, .indexof: "\(rawValue)(text, text)"
        case .concat: "concat(text, text, …)"
        case .tolower, .toupper, .trim, .length: "\(rawValue)(text)"
        case .substring: "substring(text, start) or substring(text, start, length)"
        case .year, .month, .day, .weekday: "\(rawValue)(date or instant)"
        case .hour, .minute, .second: "\(rawValue)(instant or time)"
        case .date: "date(instant)"
        case .round, .floor, .ceiling: "\(rawValue)(number) or \(rawValue)(number, digits)"
        case .days, .months, .years: "\(rawValue)(later date, earlier date)"
        case .choose: "if(condition, value, other value)"
        case .coalesce, .min, .max: "\(rawValue)(value, value, …)"
        case .abs: "abs(number)"
        case .text: "text(number or date)"
        case .adddays: "adddays(date or instant, integer)"
        case .addmonths: "addmonths(date, integer)"
        case .time: "time(instant)"
        case .totalseconds: "totalseconds(duration)"
        case .distance: "geo.distance(place, place)"
        case .shift, .elapse, .includes: rawValue
        }
    }
}
