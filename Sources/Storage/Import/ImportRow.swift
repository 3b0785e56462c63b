public import Model

/// What became of one row of an imported file; also of each record that was made on the way (an account from a column).
public struct ImportRow: Sendable, Hashable {
    /// What became of it.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case created, updated, unchanged, refused
        /// A rule wrote the record because the row was stored.
        case followed
    }

    /// The run that the row belongs to.
    public var batch: RecordID
    /// Row of the file, from 1, the header not counted.
    public var number: Int64
    /// Tells the records that one row gave apart, from 0; those that rules wrote because of it, from ``firstFollowing`` on.
    public var part: Int64
    /// Entity type of the record.
    public var entity: String
    /// The record; nil where the row was refused.
    public var recordID: RecordID?
    /// The record's revision after the import: undo leaves alone what somebody changed since.
    public var revision: Int64?
    /// SHA-256 of what identifies the row at its source; a later import finds the record by it.
    public var sourceKey: [UInt8]?
    /// What became of it.
    public var outcome: Outcome
    /// Column at fault, where the row was refused.
    public var column: String?
    /// Code and reason, where the row was refused.
    public var reason: String?

    /// The first number of a record that a rule wrote.
    public static let firstFollowing: Int64 = 100_000

    /// A row with everything that is kept of it.
    public init(
        batch: RecordID, number: Int64, part: Int64 = 0, entity: String, recordID: RecordID? = nil,
        revision: Int64? = nil, sourceKey: [UInt8]? = nil, outcome: Outcome, column: String? = nil,
        reason: String? = nil
    ) {
        self.batch = batch
        self.number = number
        self.part = part
        self.entity = entity
        self.recordID = recordID
        self.revision = revision
        self.sourceKey = sourceKey
        self.outcome = outcome
        self.column = column
        self.reason = reason
    }
}
