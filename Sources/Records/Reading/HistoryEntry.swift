public import Model

/// One entry of a record's time line.
public struct HistoryEntry: Sendable {
    /// One attribute that changed.
    public struct AttributeChange: Sendable {
        /// As it is defined today.
        public var attribute: Attribute
        /// Null for a create.
        public var before: AttributeValue
        /// Null for a delete.
        public var after: AttributeValue
    }

    /// Place of the change in the change log.
    public var sequence: Int64
    /// When.
    public var instant: Instant
    /// What was done.
    public var kind: ChangeSet.Kind
    /// Who did it.
    public var principal: RecordID
    /// The record's revision after it.
    public var revision: Int64
    /// The channel, and the rules on the way.
    public var cause: Cause
    /// The state change that came with it.
    public var transition: StateTransition?
    /// Attributes that changed and that the reader may see. Values whose data subject was erased are null.
    public var changes: [AttributeChange]
    /// What the log says of the files in them; their bytes may be gone.
    public var files: [RecordID: FileDescription]
}
