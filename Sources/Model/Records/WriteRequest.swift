/// What somebody asks to be changed: the one form in which web pages, API, imports, plugins, timers and the command line
/// enter the write path.
///
///     WriteRequest(principal: clara, entity: "complaint", .create(["subject": .text("Wrong bill")]), cause: cause)
public struct WriteRequest: Sendable {
    /// What is asked for.
    public enum Operation: Sendable {
        /// A new record. Without an id the write path draws one.
        case create(id: RecordID? = nil, [String: DataValue])
        /// Sets the named attributes; the others stay.
        case update(RecordID, [String: DataValue])
        case delete(RecordID)
        /// Sends an event to the record's chart; `data` is `_event.data` there. `values` are set in the same step.
        case event(RecordID, name: String, data: DataValue, values: [String: DataValue])
    }

    /// Whose rights apply.
    public var principal: Principal
    /// Name of the entity type.
    public var entity: String
    /// What is asked for.
    public var operation: Operation
    /// The revision the client saw; a different current one refuses the write.
    public var expectedRevision: Int64?
    /// Further revisions that will do, where a client names several.
    public var alternativeRevisions: [Int64] = []
    /// What else the record must be like.
    public var condition: WriteCondition?
    /// What the face that it comes in by has found wrong with it. The write is refused, and told together with these is
    /// everything else that is wrong.
    public var faults: Refusal?
    /// A client's own name for this write: repeating it gives the first outcome instead of a second write.
    public var idempotencyKey: String?
    /// Why it is asked for; ends up in the change log.
    public var cause: Cause
    /// The line of the rule that asks for it; what is refused is refused there.
    public var origin: SourceLocation?

    /// A request; nothing of it has been checked.
    public init(
        principal: Principal, entity: String, _ operation: Operation, expectedRevision: Int64? = nil,
        idempotencyKey: String? = nil, cause: Cause, origin: SourceLocation? = nil
    ) {
        self.principal = principal
        self.entity = entity
        self.operation = operation
        self.expectedRevision = expectedRevision
        self.idempotencyKey = idempotencyKey
        self.cause = cause
        self.origin = origin
    }
}
