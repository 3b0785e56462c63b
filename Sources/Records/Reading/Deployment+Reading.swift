import Access
import Definitions
import Model
import Queries

// What every read asks of the deployment first: the type, the right to read it, and the rows that are visible.

extension Deployment {
    func type(named name: String) throws -> EntityType { try type(named: name, for: .system) }

    /// - Parameter principal: whose refusal is not to name entity types that it may not know of.
    func type(named name: String, for principal: Principal) throws -> EntityType {
        guard let type = catalog.entityType(named: name) else {
            let known = catalog.entityTypes.filter { access.access(of: principal, to: $0).isKnown }
            throw Refusal.unknownEntity(name, known: known.map(\.name))
        }
        return type
    }

    func readAccess(of principal: Principal, to type: EntityType) throws -> EntityAccess {
        let access = access.access(of: principal, to: type)
        try access.require(.read)
        return access
    }
}
