import Definitions
import Model
import Queries

/// What the rights to two entity types say about the links between their records.
///
/// Where no role has a grant that names the link's entity type, a link is read by whoever may read both of its ends, and made,
/// changed and removed by whoever may update the record that declares the relationship, as if it were a list in that record. As soon as
/// one role's grant names it, grants alone decide.
extension AccessTable {
    /// Whether some grant names an entity type.
    func isNamed(_ type: EntityType) -> Bool {
        catalog.roles.contains { role in role.grants.contains { $0.scope == .entity(type.name) } }
    }

    /// The grants that follow for a set of roles from what they may do with the ends of a link.
    func linkGrants(of roles: Set<String>, to type: EntityType) -> [AppliedGrant] {
        guard let link = type.link, !isNamed(type), let near = end(link.near, of: type, roles),
            let far = end(link.far, of: type, roles), near.access.canRead, far.access.canRead
        else { return [] }
        let name = roles.sorted().joined(separator: ", ")
        let seen = [near.filter(for: .read), far.filter(for: .read)].compactMap { $0 }
        var grants = [
            Grant(scope: .entity(type.name), privileges: [.read], rowFilter: Self.all(seen), location: type.location)
        ]
        if near.access.canUpdate {
            let changed = ([near.filter(for: .update)].compactMap { $0 } + seen)
            grants.append(
                Grant(
                    scope: .entity(type.name), privileges: [.create, .update, .delete], rowFilter: Self.all(changed),
                    events: .all, location: type.location))
        }
        return grants.map { AppliedGrant(role: name, grant: $0) }
    }

    /// One end of a link, and what may be done with its records.
    private struct End {
        var access: EntityAccess
        var position: Int
        var type: EntityType

        /// The row filter of a privilege, asked along the link's lookup.
        func filter(for privilege: Privilege) -> Filter? {
            access.rowFilter(for: privilege)?.along(position, of: type)
        }
    }

    private func end(_ lookup: String, of type: EntityType, _ roles: Set<String>) -> End? {
        guard let position = type.position(of: lookup),
            let target = type.attributes[position].type.reference?.targets.first,
            let targetType = catalog.entityType(named: target), targetType.link == nil
        else { return nil }
        return End(access: access(ofRoles: roles, to: targetType), position: position, type: type)
    }

    private static func all(_ filters: [Filter]) -> Filter? {
        var different: [Filter] = []
        for filter in filters where !different.contains(filter) { different.append(filter) }
        return different.first.map { Filter.allOf($0, Array(different.dropFirst())) }
    }
}
