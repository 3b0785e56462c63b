import Model
import SQLText

// Lookups that come to lead elsewhere: to other entity types, to more or fewer of them, or from a text to the record it names.

extension ColumnChange {
    /// Whether the attribute leads to records, before and after, but not to those of the same entity types.
    public var isOtherReference: Bool { from.refers && to.refers && Set(from.targets) != Set(to.targets) }

    /// Whether a text becomes a lookup: its values are those of a key of the entity type that it leads to.
    public var isNamedReference: Bool { key != nil }

    /// Whether a lookup becomes a tree, so that no record may lie below itself.
    public var becomesTree: Bool { to.isTree == true && from.isTree != true }

    /// Whether the database's own reference of the column changes: it has one to the one table that a lookup leads to.
    var isReferenceMoved: Bool { from.target != to.target && (from.refers || to.refers) }

    /// Whether the kinds differ in more than the order of the entity types.
    var isOtherKind: Bool {
        from.refers && to.refers ? isOtherReference || from.target != to.target : from.kind != to.kind
    }

    /// The statement by which the database finds the record that a text names; the column by its quoted name.
    func found(by key: String, of column: String) -> String {
        let target = quotedIdentifier(to.target ?? "")
        return
            "(SELECT \"kontor_target\".\"id\" FROM \(target) AS \"kontor_target\" WHERE \"kontor_target\".\(quotedIdentifier(key)) = \(column))"
    }
}
