/// What values an attribute holds, with the constraints that its definition sets.
public enum AttributeType: Sendable, Hashable {
    /// One line, or several when `isLong`. `maximumLength` counts Unicode scalars.
    case text(maximumLength: Int?, isLong: Bool)
    /// An e-mail address (RFC 5322 addr-spec, one).
    case email
    case phone
    case url
    case integer(minimum: Int64?, maximum: Int64?)
    /// Exact, with `scale` digits after the point.
    case decimal(scale: Int, minimum: ExactDecimal?, maximum: ExactDecimal?)
    case boolean
    case date
    case instant
    case choice(OptionSet)
    /// A reference to a record of another entity type.
    case lookup(target: String, onDelete: DeleteBehaviour)
    /// A number that the system gives when the record is created.
    case autonumber(NumberPattern)
    /// The state of the named chart; changes only through the chart's events.
    case state(chart: String)
    /// A record's own id.
    case identifier
    /// A reference to a principal (who created it, who changed it).
    case principal

    /// What happens to a record when the one it looks up is deleted.
    public enum DeleteBehaviour: String, Sendable, Hashable, CaseIterable {
        /// The delete is refused.
        case restrict
        /// The record is deleted too.
        case cascade
        /// The lookup becomes empty.
        case unlink
    }
}
