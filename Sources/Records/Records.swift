public import Model
public import Queries
public import Storage

/// The records of every entity type: the one way to change them, and the ways to read them.
///
///     let outcome = try await records.write(
///         WriteRequest(principal: clara, entity: "complaint", .create(["subject": .text("Wrong bill")]), cause: cause))
///     let record = try records.read("complaint", outcome.record.id, as: clara)
public struct Records: Sendable {
    public let store: any Store
    public let deployment: CurrentDeployment
    let clock: any WallClock
    let ids: any IDSource
    let random: any RandomSource

    public init(
        store: any Store, deployment: CurrentDeployment, clock: any WallClock, ids: any IDSource,
        random: any RandomSource
    ) {
        self.store = store
        self.deployment = deployment
        self.clock = clock
        self.ids = ids
        self.random = random
    }
}

/// What a write did.
public struct WriteOutcome: Sendable {
    public var kind: ChangeSet.Kind
    /// The record as stored; after a delete, as it was last.
    public var record: Record
    /// Place of the change in the change log.
    public var sequence: Int64
    /// The state change that came with it.
    public var transition: StateTransition?
    /// True when the idempotency key had been used before and this is the first outcome again.
    public var isRepeated: Bool
}

/// One page of a query's result.
public struct RecordPage: Sendable {
    public var records: [Record]
    /// Number of all matching records, where the query asked for it.
    public var count: Int?
    /// Where the next page begins; nil on the last.
    public var next: KeysetCursor?
}

/// One entry of a record's time line.
public struct HistoryEntry: Sendable {
    public struct AttributeChange: Sendable {
        public var attribute: Attribute
        public var before: AttributeValue
        public var after: AttributeValue
    }

    public var sequence: Int64
    public var instant: Instant
    public var kind: ChangeSet.Kind
    public var principal: RecordID
    public var revision: Int64
    public var cause: Cause
    public var transition: StateTransition?
    /// Attributes that changed and that the reader may see. Values whose data subject was erased are null.
    public var changes: [AttributeChange]
}
