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
    /// A lookup's target, a record's own id, or a principal.
    case record(RecordID)

    /// Whether there is no value.
    public var isNull: Bool { self == .null }
}
