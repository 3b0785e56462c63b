public import Model

/// What a write did.
public struct WriteOutcome: Sendable {
    /// Whether the record was made, changed or deleted.
    public var kind: ChangeSet.Kind
    /// The record as it is stored after all rules, as its asker may see it; after a delete, as it was last. Of one out of sight there are
    /// its id and its revision, which is 0 where the record is gone.
    public var record: Record
    /// Whether the asker may see the record now: an event can lead out of its sender's sight, and a rule can delete the record.
    public var isInSight: Bool
    /// The state change that came with it.
    public var transition: StateTransition?
    /// The other records that were written with it, by rules or because they referred to a record that went, in their order.
    public var further: [RecordKey] = []
    /// True when the idempotency key had been used before and this is the first outcome again.
    public var isRepeated = false
}

/// What one write path walk stored: the record with everything that it holds.
struct PerformedWrite {
    var kind: ChangeSet.Kind
    var record: Record
    var transition: StateTransition?
}
