/// The value of one attribute of a record, already checked against the attribute's type.
///
/// What a client sends is a ``DataValue``; `AttributeType.coerce` turns it into one of these.
public enum AttributeValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case decimal(ExactDecimal)
    /// Texts, and the names of choices and states.
    case text(String)
    case date(CalendarDate)
    case instant(Instant)
    case time(TimeOfDay)
    case duration(TimeSpan)
    /// Names of several choices, in their set's order.
    case names([String])
    case json(DataValue)
    case point(GeoPoint)
    /// A lookup's target, a record's own id, a principal, or a stored file.
    case record(RecordID)

    /// Whether two values are one: texts by their bytes, as databases compare them.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let one), .boolean(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.decimal(let one), .decimal(let other)): one == other
        case (.text(let one), .text(let other)): one.hasSameBytes(as: other)
        case (.date(let one), .date(let other)): one == other
        case (.instant(let one), .instant(let other)): one == other
        case (.time(let one), .time(let other)): one == other
        case (.duration(let one), .duration(let other)): one == other
        case (.names(let one), .names(let other)): one == other
        case (.json(let one), .json(let other)): one == other
        case (.point(let one), .point(let other)): one == other
        case (.record(let one), .record(let other)): one == other
        default: false
        }
    }

    /// Whether there is no value.
    public var isNull: Bool { if case .null = self { true } else { false } }
}
