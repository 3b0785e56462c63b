public import Definitions
public import Model
public import Queries
import Synchronization

/// Decides what principals may do, by one catalog's roles. Deny by default.
///
/// The decision for a set of roles and an entity type is made once and kept; a new catalog gets a new table.
public final class AccessTable: Sendable {
    /// The catalog whose roles decide.
    public let catalog: Catalog
    private let decided = Mutex<[Set<String>: [EntityType: EntityAccess]]>([:])

    /// Sets of roles that are kept. Principals have few different ones; the limit only bounds the memory.
    private static let keptRoleSets = 512

    /// A table without decisions yet.
    public init(_ catalog: Catalog) { self.catalog = catalog }

    /// What a principal may do with records of an entity type.
    public func access(of principal: Principal, to type: EntityType) -> EntityAccess {
        if principal.isSystem { return EntityAccess(unboundedTo: type) }
        return access(ofRoles: principal.roles, to: type)
    }

    func access(ofRoles roles: Set<String>, to type: EntityType) -> EntityAccess {
        if let known = decided.withLock({ $0[roles]?[type] }) { return known }
        let access = EntityAccess(type: type, grants: grants(of: roles, to: type) + linkGrants(of: roles, to: type))
        decided.withLock { table in
            if table.count >= Self.keptRoleSets, table[roles] == nil { table.removeAll() }
            table[roles, default: [:]][type] = access
        }
        return access
    }

    /// What a principal's queries may see: the rule for ``SelectStatement``.
    public func visibility(of principal: Principal) -> QueryVisibility {
        if principal.isSystem { return .everything }
        return QueryVisibility { [self] type in access(of: principal, to: type).visibilityRule }
    }

    /// The grants of roles that speak about an entity type, by the roles' names.
    func grants(of roles: Set<String>, to type: EntityType) -> [AppliedGrant] {
        roles.sorted().flatMap { name in
            (catalog.role(named: name)?.grants ?? []).filter { $0.covers(type) }
                .map { AppliedGrant(role: name, grant: $0) }
        }
    }
}
