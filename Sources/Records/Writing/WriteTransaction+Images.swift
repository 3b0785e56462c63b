import Access
import Definitions
import Model
import Queries
import StateCharts
import Storage

// Steps 4 and 5a: the image before, the right to change it, and the image after as it was asked for.

extension WriteTransaction {
    /// The stored record as the principal may see it: what is invisible is not there.
    func beforeImage(for draft: WriteDraft, _ access: EntityAccess) throws -> Record? {
        guard let id = draft.target else { return nil }
        guard let before = try table(of: draft.type).record(id, in: connection), try mayRead(before, draft, access)
        else {
            throw Refusal.notFound(draft.type, id)
        }
        if let expected = draft.expectedRevision, expected != before.revision,
            !draft.alternativeRevisions.contains(before.revision)
        {
            throw Refusal.stale(expected: expected, current: before.revision)
        }
        try draft.condition?.check(before)
        return before
    }

    private func mayRead(_ record: Record, _ draft: WriteDraft, _ access: EntityAccess) throws -> Bool {
        guard draft.authority == .principal else { return true }
        return access.allows(.read, on: record, in: try evaluationContext(for: record, draft, access))
    }

    func evaluationContext(
        for record: Record, _ draft: WriteDraft, _ access: EntityAccess
    ) throws -> EvaluationContext {
        try deployment.evaluationContext(for: record, access, draft.principal, now: now, in: connection)
    }

    /// Deny by default: some grant of the principal's roles must allow the verb on this record, and every attribute set.
    func checkPrivileges(of draft: WriteDraft, _ before: Record?, _ access: EntityAccess) throws {
        try refusePlatformEvent(of: draft)
        guard draft.authority == .principal, !access.isUnbounded else { return }
        guard let before else { return try access.require(.create) }
        let context = try evaluationContext(for: before, draft, access)
        switch draft.action {
        case .delete:
            guard access.allows(.delete, on: before, in: context) else { throw access.refusal(of: .delete) }
        case .event(_, let event):
            guard access.allows(event: event.name, on: before, in: context) else {
                let chart = deployment.catalog.chart(of: draft.type)
                throw access.refusal(ofEvent: chart?.label(ofEvent: event.name) ?? LocalizedText(event.name))
            }
        case .create, .update:
            guard access.allows(.update, on: before, in: context) else { throw access.refusal(of: .update) }
        }
        try refuse(draft.assignments, access.readOnly(on: before, in: context), access)
    }

    /// Refuses assignments to attributes that the roles do not let be set.
    func refuse(_ assignments: [WriteDraft.Assignment], _ readOnly: Set<Int>, _ access: EntityAccess) throws {
        let refused = assignments.map(\.position).filter(readOnly.contains).sorted()
        guard refused.isEmpty else { throw Refusal(.forbidden, refused.map(access.refusal(ofWriting:))) }
    }

    /// The change as it was asked for, before any rule has seen it.
    func changeSet(for draft: WriteDraft, before: Record?) throws -> ChangeSet {
        if case .delete = draft.action, let before {
            return ChangeSet(kind: .delete, type: draft.type, before: before, after: before)
        }
        var after = try before ?? newRecord(for: draft)
        for assignment in draft.assignments { after.values[assignment.position] = assignment.value }
        if before == nil { try computeDefaults(of: &after, draft) }
        after[.updatedAt] = .instant(now)
        after[.updatedBy] = .record(draft.principal.id)
        if let before {
            after[.revision] = .integer(
                try number(after: before.revision, of: "the record \(before.id) of '\(draft.type.name)'"))
        }
        return ChangeSet(kind: before == nil ? .create : .update, type: draft.type, before: before, after: after)
    }

    private func newRecord(for draft: WriteDraft) throws -> Record {
        var id = ids.next()
        if case .create(let given?) = draft.action {
            // Whatever was kept of an earlier bearer of the id, of this entity type or of another, must not become this record's.
            guard try !ChangeLogTable.knows(given, in: connection) else { throw Refusal.idTaken(given) }
            id = given
        }
        var record = Record(
            type: draft.type, values: Array(repeating: .null, count: draft.type.attributes.count))
        for position in draft.type.declaredPositions {
            let attribute = draft.type.attributes[position]
            if case .autonumber(let pattern) = attribute.type {
                let today = deployment.zone.date(of: now)
                let number = try CounterTable.next(
                    "\(draft.type.name).\(attribute.name):\(pattern.series(on: today))", on: connection)
                record.values[position] = .text(pattern.number(number, on: today))
            } else if let value = attribute.defaultValue {
                record.values[position] = value
            }
        }
        for rollup in deployment.catalog.rollups(of: draft.type) { record.values[rollup.position] = rollup.valueOfNone }
        record[.id] = .record(id)
        record[.revision] = .integer(1)
        record[.createdAt] = .instant(now)
        record[.createdBy] = .record(draft.principal.id)
        return record
    }
}
