public import Model

/// What the language's `now()`, `today()` and `me()` mean, and how a path finds the record that a lookup leads to.
public struct EvaluationContext: Sendable {
    /// Whose query it is.
    public let principal: RecordID
    /// When it is evaluated.
    public let now: Instant
    /// Whose days and times of day the language speaks of: the installation's.
    public let zone: Zone
    /// The record of a type and id; nil where there is none or the principal may not see it. Only the evaluator asks.
    public let related: @Sendable (EntityType, RecordID) -> Record?
    /// The records whose lookup leads to the record of an id. Only the evaluator asks.
    public let listed: @Sendable (ListedLookup, RecordID) -> [Record]
    /// Whether a condition on the list of the record of an id holds; nil where the evaluator has to go through the list.
    public let answered: @Sendable (RelatedCondition, RecordID) -> Bool?

    /// A context without related records reads null at the end of every path over a lookup, and has empty lists.
    public init(
        principal: RecordID, now: Instant, zone: Zone,
        related: @escaping @Sendable (EntityType, RecordID) -> Record? = { _, _ in nil },
        listed: @escaping @Sendable (ListedLookup, RecordID) -> [Record] = { _, _ in [] },
        answered: @escaping @Sendable (RelatedCondition, RecordID) -> Bool? = { _, _ in nil }
    ) {
        self.principal = principal
        self.now = now
        self.zone = zone
        self.related = related
        self.listed = listed
        self.answered = answered
    }

    func value(_ value: QueryExpression.ContextValue) -> AttributeValue {
        switch value {
        case .now: .instant(now)
        case .today: .date(zone.date(of: now))
        case .me: .record(principal)
        }
    }
}
