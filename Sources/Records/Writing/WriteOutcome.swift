public import Model

/// What a write did.
public struct WriteOutcome: Sendable {
    /// Whether the record was made, changed or deleted.
    public var kind: ChangeSet.Kind
    /// The record as stored; after a delete, as it was last. All attributes: a face shows those that the principal may see.
    public var record: Record
    /// Place of the change in the change log.
    public var sequence: Int64
    /// The state change that came with it.
    public var transition: StateTransition?
    /// True when the idempotency key had been used before and this is the first outcome again.
    public var isRepeated: Bool
}
