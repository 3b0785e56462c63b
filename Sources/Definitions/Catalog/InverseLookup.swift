public import Model

/// A lookup seen from the record it points to: what delete rules and related lists need.
public struct InverseLookup: Sendable, Hashable {
    /// The entity type whose records point here.
    public var source: EntityType
    /// The lookup attribute.
    public var attribute: Attribute
    /// Its position in the source's attributes.
    public var position: Int
    /// What the related list is called in queries (`inverse="complaints"`); nil where it has no name.
    public var name: String?
    /// What happens to the source's records when the target is deleted.
    public var onDelete: AttributeType.DeleteBehaviour

    /// A lookup with the type that declares it.
    public init(
        source: EntityType, attribute: Attribute, position: Int, name: String?, onDelete: AttributeType.DeleteBehaviour
    ) {
        self.source = source
        self.attribute = attribute
        self.position = position
        self.name = name
        self.onDelete = onDelete
    }
}
