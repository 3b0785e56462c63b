/// What tells one record from all others: its entity type and its id.
///
/// A client may choose ids, so records of two types can have the same one. Whatever is kept of a record beside its row (history, timers,
/// sessions, what a transaction knows of it) is asked for by this, never by the id alone.
///
///     try TimerTable.timers(of: record.key, in: reader)
public struct RecordKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Name of the entity type.
    public var entity: String
    /// The id within the type.
    public var id: RecordID

    /// The record of an entity type with an id.
    public init(_ entity: String, _ id: RecordID) {
        self.entity = entity
        self.id = id
    }

    /// By the types' names, then by id.
    public static func < (left: Self, right: Self) -> Bool { (left.entity, left.id) < (right.entity, right.id) }

    /// `complaint 0190…`.
    public var description: String { "\(entity) \(id)" }
}

extension Record {
    /// What tells it from all other records.
    public var key: RecordKey { RecordKey(type.name, id) }
}
