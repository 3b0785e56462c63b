public import Model

/// What the change log keeps of one committed change.
public struct LoggedChange: Sendable, Hashable {
    /// When it was committed.
    public var instant: Instant
    /// Whether a record was made, changed or deleted.
    public var kind: ChangeSet.Kind
    /// Name of the record's entity type.
    public var entity: String
    /// The record.
    public var recordID: RecordID
    /// The record's revision after the change.
    public var revision: Int64
    /// Who did it.
    public var principal: RecordID
    /// Why: channel, request, rules and transitions, as canonical JSON.
    public var cause: String
    /// The record's changed values before, as canonical JSON with personal values encrypted; nil for a create.
    public var before: String?
    /// The values after; nil for a delete.
    public var after: String?

    /// A change with everything that is kept of it.
    public init(
        instant: Instant, kind: ChangeSet.Kind, entity: String, recordID: RecordID, revision: Int64,
        principal: RecordID, cause: String, before: String?, after: String?
    ) {
        self.instant = instant
        self.kind = kind
        self.entity = entity
        self.recordID = recordID
        self.revision = revision
        self.principal = principal
        self.cause = cause
        self.before = before
        self.after = after
    }
}
