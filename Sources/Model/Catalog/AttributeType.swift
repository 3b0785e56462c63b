/// What values an attribute holds, with the constraints that its definition sets.
public indirect enum AttributeType: Sendable, Hashable {
    /// One line, or several when `isLong`. `maximumLength` counts Unicode scalars.
    case text(maximumLength: Int?, isLong: Bool)
    /// An e-mail address (RFC 5322 addr-spec, one).
    case email
    case phone
    case url
    case integer(minimum: Int64?, maximum: Int64?)
    /// Exact, with `scale` digits after the point.
    case decimal(scale: Int, minimum: ExactDecimal?, maximum: ExactDecimal?)
    /// An amount; its currency is the rules' one, or the value of the companion attribute.
    case money(MoneyRules)
    /// The ISO 4217 code that belongs to an amount.
    case currency(among: [String])
    case boolean
    case date
    case instant
    /// A time of day.
    case time(minimum: TimeOfDay?, maximum: TimeOfDay?)
    /// A length of time.
    case duration(minimum: TimeSpan?, maximum: TimeSpan?)
    case choice(OptionSet)
    /// Any number of choices.
    case multichoice(OptionSet)
    /// A JSON object or list.
    case json
    /// A place on the Earth.
    case point
    /// A stored file.
    case file(FileRules)
    /// A reference to a record of another entity type.
    case lookup(target: String, onDelete: DeleteBehaviour)
    /// A reference to a record of one of several entity types; the companion attribute tells of which.
    case polymorphic(targets: [String], onDelete: DeleteBehaviour)
    /// The name of the entity type that a polymorphic lookup leads to.
    case targetType(among: [String])
    /// A reference to a record of the same entity type, without cycles.
    case tree(target: String, onDelete: DeleteBehaviour)
    /// Computed from other attributes when it is asked for.
    case formula(FormulaRules)
    /// Computed from other records, and stored.
    case rollup(RollupRules)
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

extension AttributeType {
    /// Whether a column holds its values; a formula has none.
    public var isStored: Bool { if case .formula = self { false } else { true } }

    /// Whether values follow from others, so that nothing that anybody writes sets them.
    public var isDerived: Bool {
        switch self {
        case .formula, .rollup: true
        default: false
        }
    }

    /// What the values are when a formula or rollup is asked for its result; the type itself for all others.
    public var result: AttributeType {
        switch self {
        case .formula(let rules): rules.result
        case .rollup(let rules): rules.result
        default: self
        }
    }

    /// The entity types that a reference to a record may lead to, and what their deletes do to it; nil for other types.
    public var reference: (targets: [String], onDelete: DeleteBehaviour)? {
        switch self {
        case .lookup(let target, let onDelete), .tree(let target, let onDelete): ([target], onDelete)
        case .polymorphic(let targets, let onDelete): (targets, onDelete)
        default: nil
        }
    }
}
