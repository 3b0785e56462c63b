public import Model

extension Catalog {
    /// The form of a name among those that an entity type declares.
    public func form(named name: String, of type: EntityType) -> Form? { forms(of: type).first { $0.name == name } }

    /// The first declared form that is for somebody with these roles and a record in these states; nil where none is, which
    /// leaves it to the generated one.
    ///
    /// - Parameter states: the active states and those around them; empty for a new record.
    public func form(
        of type: EntityType, for purpose: Form.Purpose, roles: Set<String>, states: Set<String>
    ) -> Form? {
        forms(of: type).first { $0.serves(purpose, roles: roles, states: states) }
    }

    /// The views that somebody with these roles is offered, in the order of declaration.
    public func views(of type: EntityType, roles: Set<String>) -> [View] {
        views(of: type).filter { $0.isOffered(to: roles) }
    }

    /// The documents that can be made of a record by somebody with these roles, in the order of declaration.
    ///
    /// - Parameter states: the record's active states and those around them.
    public func documents(of type: EntityType, roles: Set<String>, states: Set<String>) -> [DocumentTemplate] {
        documents(of: type).filter { $0.isOffered(to: roles, in: states) }
    }
}
