/// A change at its place in the gapless, hash-chained change log.
public struct ChangeLogEntry: Sendable, Hashable {
    /// Counts all changes of this database, from 1 and without a gap.
    public var sequence: Int64
    /// What changed.
    public var change: LoggedChange
    /// The hash of the entry before; zeros for the first.
    public var previousHash: [UInt8]
    /// SHA-256 over this entry and the hash before it (``ChangeLogChain``).
    public var hash: [UInt8]

    /// An entry as it is stored.
    public init(sequence: Int64, change: LoggedChange, previousHash: [UInt8], hash: [UInt8]) {
        self.sequence = sequence
        self.change = change
        self.previousHash = previousHash
        self.hash = hash
    }
}
