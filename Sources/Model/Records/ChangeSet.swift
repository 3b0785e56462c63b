/// What a write is about to change: the image before, the image after, and what accompanies them.
///
/// Steps of the write path take one and give the next; nothing is stored before the last step.
public struct ChangeSet: Sendable {
    /// What happens to the record.
    public enum Kind: String, Sendable, Hashable {
        case create, update, delete
    }

    /// What happens to the record.
    public var kind: Kind
    /// The record's entity type.
    public var type: EntityType
    /// The stored record; nil for a create.
    public var before: Record?
    /// The record as it shall be; for a delete, the last one.
    public var after: Record
    /// The lines of rules that set attributes, by the attributes' positions: what is wrong with such a value is told there.
    public var origins: [Int: SourceLocation] = [:]

    /// A change from one image to another.
    public init(kind: Kind, type: EntityType, before: Record?, after: Record) {
        self.kind = kind
        self.type = type
        self.before = before
        self.after = after
    }

    /// Whether it is an update that would leave the record as it is: no value differs but those that every update writes anew.
    public var changesNothing: Bool {
        kind == .update && changedPositions.allSatisfy { $0 < SystemAttribute.all.count }
    }

    /// Positions of the attributes whose value differs; all non-null ones for a create. What follows from other values is no change:
    /// formulas and rollups are not among them.
    public var changedPositions: [Int] {
        after.values.indices.filter { position in
            let isOther =
                before.map { $0.values[position] != after.values[position] } ?? !after.values[position].isNull
            return isOther && !type.attributes[position].type.isDerived
        }
    }
}
