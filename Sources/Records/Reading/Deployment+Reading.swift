import Access
import Definitions
import Model
import Queries

// What every read asks of the deployment first: the type, the right to read it, and the rows that are visible.

extension Deployment {
    func type(named name: String) throws -> EntityType {
        guard let type = catalog.entityType(named: name) else {
            throw Refusal.unknownEntity(name, known: catalog.entityTypes.map(\.name))
        }
        return type
    }

    func readAccess(of principal: Principal, to type: EntityType) throws -> EntityAccess {
        let access = access.access(of: principal, to: type)
        try access.require(.read)
        return access
    }
}
