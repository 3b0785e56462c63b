import Access
import Definitions
public import Model
import SQLText
import Storage

extension RecordService {
    /// The records with these ids as the principal may see them, read together; what the principal may not see is missing.
    ///
    /// - Throws: `Refusal(.notFound)` where there is no such entity type.
    public func records(
        of ids: Set<RecordID>, entity: String, as principal: Principal
    ) throws -> [RecordID: Record] {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = deployment.access.access(of: principal, to: type)
        guard access.canRead, !ids.isEmpty, let table = deployment.tables[type.name] else { return [:] }
        let now = clock.now()
        return try refusing {
            try store.read { reader in
                var result: [RecordID: Record] = [:]
                for record in try table.records(ids.sorted(), in: reader) {
                    result[record.id] = try deployment.visible(record, access, to: principal, now: now, in: reader)
                }
                return result
            }
        }
    }

    /// Titles of records by id, for showing lookups; what the principal may not see is missing.
    public func titles(of ids: Set<RecordID>, entity: String, as principal: Principal) throws -> [RecordID: String] {
        try records(of: ids, entity: entity, as: principal).mapValues(\.title)
    }
}
