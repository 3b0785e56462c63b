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

    /// Whether there is no value.
    public var isNull: Bool { self == .null }
}
