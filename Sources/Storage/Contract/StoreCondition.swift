/// What of a store works now, and what does not and why.
///
///     store.condition.faults[.writing]?.latest.code     // "KTR-S106": the disk is full
///
/// A fault is told once, with its first cause; what follows from it is counted.
public struct StoreCondition: Sendable {
    /// What can fail by itself while the rest goes on.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// Nothing can be stored.
        case writing
        /// Something stored could not be read.
        case reading
        /// The write-ahead log cannot be taken into the database, and grows.
        case checkpoints
        /// There is little room, or a long read keeps the write-ahead log from being used again.
        case disk
        /// The database did not understand a statement: a fault of ours.
        case statements
    }

    /// Something that does not work.
    public struct Fault: Sendable {
        /// What the database said first; what came later follows from it more often than not.
        public var first: StorageError
        /// What it said last.
        public var latest: StorageError
        /// When it began.
        public var began: ContinuousClock.Instant
        /// When it was met last.
        public var met: ContinuousClock.Instant
        /// How often it was met.
        public var count: Int

        /// A fault that was met for the first time.
        public init(_ error: StorageError, at instant: ContinuousClock.Instant) {
            (first, latest, began, met, count) = (error, error, instant, instant, 1)
        }
    }

    /// What does not work, by part; empty when all is well.
    public var faults: [Part: Fault] = [:]
    /// Stored values that cannot be read, and were set aside.
    public var damages: [StoredDamage] = []
    /// When a write was last stored; nil before the first.
    public var lastWrite: ContinuousClock.Instant?

    /// A condition without any fault.
    public static let sound = StoreCondition()

    /// A condition; one without a fault unless more is said.
    public init() {}
}

/// One stored value that cannot be read. It reads as no value, and whatever else there is can be worked with.
public struct StoredDamage: Sendable, Hashable, CustomStringConvertible {
    /// Entity type of the record, or the system table.
    public var entity: String
    /// The record.
    public var record: String
    /// The attribute, or the column.
    public var attribute: String
    /// What is wrong with it, without the value.
    public var problem: String

    /// A damage with its place.
    public init(entity: String, record: String, attribute: String, problem: String) {
        self.entity = entity
        self.record = record
        self.attribute = attribute
        self.problem = problem
    }

    /// In one line.
    public var description: String { "'\(attribute)' of \(entity) \(record): \(problem)" }
}
