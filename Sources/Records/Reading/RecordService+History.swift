import Access
public import Model
import SchemaPlanning
import Storage

extension RecordService {
    /// A record's changes as far as its reader could have seen them, newest first.
    ///
    /// An entry is told where the record was in the reader's sight after it, and with the values that the reader could see on the record as it
    /// was then; one that changed nothing visible is left out. What conditions of grants ask of other records is asked of them as they are now.
    ///
    /// - Parameters:
    ///   - sequence: only changes before this place in the log, for the next page.
    ///   - limit: how many at most.
    /// - Throws: `Refusal(.notFound)` where the principal may not see the record.
    public func history(
        of entity: String, _ id: RecordID, as principal: Principal, before sequence: Int64? = nil, limit: Int = 50
    ) throws -> HistoryPage {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = try deployment.readAccess(of: principal, to: type)
        guard let table = deployment.tables[type.name] else { throw Refusal.notFound(type, id) }
        let now = clock.now()
        return try refusing {
            try store.read { reader in
                // Whoever may not see the record may not see what became of it.
                guard let stored = try table.record(id, in: reader),
                    try deployment.visible(stored, access, to: principal, now: now, in: reader) != nil
                else { throw Refusal.notFound(type, id) }
                let names = try SchemaStateTable.nameChanges(in: reader)
                let reading = HistoryReading(
                    deployment: deployment, access: access, principal: principal, now: now, names: names, reader: reader
                )
                return try reading.page(of: stored, before: sequence, limit: limit)
            }
        }
    }
}
