extension AttributeType {
    /// Whether its values lead to records of several entity types, so that each needs to be told which.
    public var isPolymorphic: Bool { if case .polymorphic = self { true } else { false } }

    /// Whether it makes its entity type a tree.
    public var isTree: Bool { if case .tree = self { true } else { false } }

    /// The name of the attribute that tells to which entity type a polymorphic lookup leads: `regarding_type`.
    public static func targetTypeName(of lookup: String) -> String { lookup + "_type" }
}

extension EntityType {
    /// The position of the attribute that tells to which entity type a polymorphic lookup leads.
    public func targetTypePosition(of lookup: Attribute) -> Int? {
        lookup.type.isPolymorphic ? position(of: AttributeType.targetTypeName(of: lookup.name)) : nil
    }
}
