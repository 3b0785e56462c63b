public import Model

/// One run of an import: what was read, when, and how it went.
public struct ImportBatch: Sendable, Hashable {
    /// How many rows had which outcome.
    public struct Counts: Sendable, Hashable {
        /// Rows that became new records.
        public var created: Int
        /// Rows that changed records of an earlier import.
        public var updated: Int
        /// Rows whose records were as the row says already.
        public var unchanged: Int
        /// Rows that were not taken.
        public var refused: Int

        /// Counts by outcome.
        public init(created: Int = 0, updated: Int = 0, unchanged: Int = 0, refused: Int = 0) {
            self.created = created
            self.updated = updated
            self.unchanged = unchanged
            self.refused = refused
        }
    }

    /// Names the batch, for `kontor import --undo`.
    public var id: RecordID
    /// Entity type of the rows.
    public var entity: String
    /// Name of the file, without its folder.
    public var fileName: String
    /// Who imported.
    public var principal: RecordID
    /// When it began.
    public var started: Instant
    /// When it came to its end; nil while it runs, or where it was interrupted.
    public var finished: Instant?
    /// When it was undone.
    public var undone: Instant?
    /// How it went.
    public var counts: Counts

    /// A batch with everything that is kept of it.
    public init(
        id: RecordID, entity: String, fileName: String, principal: RecordID, started: Instant,
        finished: Instant? = nil, undone: Instant? = nil, counts: Counts = Counts()
    ) {
        self.id = id
        self.entity = entity
        self.fileName = fileName
        self.principal = principal
        self.started = started
        self.finished = finished
        self.undone = undone
        self.counts = counts
    }
}
