/// A name that a database knew something by up to a place in its change log: what was logged until then says it so.
public struct NameChange: Sendable, Hashable, Codable {
    /// The entity type; for one that was renamed, its older name.
    public var entity: String
    /// The attribute's older name; nil where it was the entity type that changed.
    public var attribute: String?
    /// The newer name; nil for what was removed.
    public var became: String?
    /// The last entry of the change log that was written under the older name.
    public var through: Int64

    /// A change of name.
    public init(entity: String, attribute: String? = nil, became: String?, through: Int64 = 0) {
        self.entity = entity
        self.attribute = attribute
        self.became = became
        self.through = through
    }
}

extension Sequence<NameChange> {
    /// What an attribute was called in an entry of the change log.
    ///
    /// - Returns: nil where the name belonged to something else then, which was renamed or removed since.
    public func loggedName(of attribute: String, of entity: String, at sequence: Int64) -> String? {
        var (entity, attribute) = (entity, attribute)
        // In the order in which the changes were made; the newest is undone first.
        for change in reversed() where change.through >= sequence {
            switch change.attribute {
            case nil where change.became == entity: entity = change.entity
            case nil where change.entity == entity: return nil
            case let older? where change.entity == entity:
                if change.became == attribute {
                    attribute = older
                } else if older == attribute {
                    return nil
                }
            default: break
            }
        }
        return attribute
    }
}
