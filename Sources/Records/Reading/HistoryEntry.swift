public import Model

/// A part of a record's time line.
public struct HistoryPage: Sendable {
    /// Newest first.
    public var entries: [HistoryEntry]
    /// Where the entries before them begin (`before`); nil where there are none that the reader may see.
    public var older: Int64?
}

extension HistoryPage: RandomAccessCollection {
    /// The first entry's.
    public var startIndex: Int { entries.startIndex }
    /// Behind the last entry.
    public var endIndex: Int { entries.endIndex }
    /// One entry.
    public subscript(position: Int) -> HistoryEntry { entries[position] }
}

/// One entry of a record's time line.
public struct HistoryEntry: Sendable {
    /// One attribute that changed.
    public struct AttributeChange: Sendable {
        /// As it is defined today.
        public var attribute: Attribute
        /// Null for a create, and where the reader could not see it then.
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
