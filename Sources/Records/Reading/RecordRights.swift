import Access
import Definitions
public import Model
import Storage

/// What a principal may do with one record: grants add up on it, each where its condition holds.
public struct RecordRights: Sendable, Hashable {
    /// Whether it may be changed.
    public var mayUpdate: Bool
    /// Whether it may be deleted.
    public var mayDelete: Bool
    /// Positions of the attributes that may not be set on it; those that may not be seen on it included.
    public var readOnly: Set<Int>
}

extension RecordService {
    /// What a principal may do with a record, for pages that offer it. A write asks again.
    ///
    /// - Throws: `Refusal(.notFound)` where the principal may not see the record.
    public func rights(on record: Record, as principal: Principal) throws -> RecordRights {
        let deployment = deployment.get()
        let type = try deployment.type(named: record.type.name)
        let access = try deployment.readAccess(of: principal, to: type)
        if access.isUnbounded { return RecordRights(mayUpdate: true, mayDelete: true, readOnly: []) }
        guard let table = deployment.tables[type.name] else { throw Refusal.notFound(type, record.id) }
        let now = clock.now()
        return try refusing {
            try store.read { reader in
                guard let stored = try table.record(record.id, in: reader) else {
                    throw Refusal.notFound(type, record.id)
                }
                let context = try deployment.evaluationContext(for: stored, access, principal, now: now, in: reader)
                guard access.allows(.read, on: stored, in: context) else { throw Refusal.notFound(type, record.id) }
                return RecordRights(
                    mayUpdate: access.allows(.update, on: stored, in: context),
                    mayDelete: access.allows(.delete, on: stored, in: context),
                    readOnly: access.readOnly(on: stored, in: context).union(access.hidden(on: stored, in: context)))
            }
        }
    }
}
