public import Model
public import Queries
import Storage

extension Records {
    /// The record with this id, under the principal's row filter; attributes hidden from the principal are null.
    ///
    /// - Throws: `Refusal(.notFound)` where there is none or the principal may not see it.
    public func read(_ entity: String, _ id: RecordID, as principal: Principal) throws -> Record {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = try deployment.readAccess(of: principal, to: type)
        let scope = try deployment.rowScope(access.rowFilter, of: type, for: principal, now: clock.now())
        guard let table = deployment.tables[type.name],
            let record = try refusing({ try store.read { try table.record(id, where: scope, in: $0) } })
        else { throw Refusal.notFound(type, id) }
        return access.redact(record)
    }

    /// The records that a query selects, under the principal's row filter; hidden attributes are null.
    ///
    /// - Throws: `Refusal(.forbidden)` when the principal may read no record of the type.
    public func list(_ query: Query, as principal: Principal) throws -> RecordPage {
        let deployment = deployment.get()
        let access = try deployment.readAccess(of: principal, to: query.type)
        let statement = try deployment.statement(
            for: query, access, principal: principal, now: clock.now(), dialect: store.dialect)
        return try refusing {
            try store.read { reader in
                var records = try RecordTable.records(of: query.type, statement.select, on: reader)
                let count = try statement.count.map { Int(try reader.integer($0) ?? 0) }
                let hasMore = records.count > query.pageSize
                if hasMore { records.removeLast(records.count - query.pageSize) }
                let next = hasMore ? records.last.map { query.cursor(after: $0) } : nil
                return RecordPage(records: records.map(access.redact), count: count, next: next)
            }
        }
    }

    /// Titles of records by id, for showing lookups; what the principal may not see is missing.
    public func titles(of ids: Set<RecordID>, entity: String, as principal: Principal) throws -> [RecordID: String] {
        var titles: [RecordID: String] = [:]
        for id in ids {
            do {
                titles[id] = try read(entity, id, as: principal).title
            } catch let refusal as Refusal where [.notFound, .forbidden].contains(refusal.kind) {
                continue
            }
        }
        return titles
    }

    /// The events that the record's state listens to and whether the principal can send them now.
    public func possibleEvents(for record: Record, as principal: Principal) throws -> [PossibleEvent] {
        let deployment = deployment.get()
        guard record.type.stateAttribute != nil else { return [] }
        let session = try refusing { try store.read { try SessionTable.session(of: record.id, on: $0) } }
        let context = RuleContext(
            principal: principal, cause: Cause(.web, request: "possible events"), now: clock.now())
        let access = deployment.access.access(of: principal, to: record.type)
        return try deployment.stateRules.possibleEvents(for: record, session: session?.data, in: context)
            .map { access.maySend($0.name) ? $0 : $0.withoutPrivilege }
    }

    /// Turns what the store could not do into what the asker is told.
    func refusing<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as StorageError { throw error.refusal() }
    }
}

extension PossibleEvent {
    fileprivate var withoutPrivilege: PossibleEvent {
        var event = self
        event.isPossible = false
        event.obstacle = LocalizedText(
            "Your roles do not allow this event.", german: "Ihre Rollen erlauben dieses Ereignis nicht.")
        return event
    }
}
