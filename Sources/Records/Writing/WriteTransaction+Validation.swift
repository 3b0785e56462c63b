import Access
import Definitions
import Model
import Storage

// Step 7: the final image is checked, whoever made it what it is.

extension WriteTransaction {
    func validate(_ change: ChangeSet, _ draft: WriteDraft, _ access: EntityAccess) throws {
        guard change.kind != .delete else { return }
        var problems: [Refusal.Problem] = []
        for position in change.type.declaredPositions {
            let attribute = change.type.attributes[position]
            let value = change.after.values[position]
            if attribute.isRequired, value.isNull { problems.append(.missing(attribute)) }
            guard let before = change.before?.values[position] else { continue }
            if attribute.isImmutable, !before.isNull, before != value { problems.append(.immutable(attribute)) }
        }
        problems += try missingTargets(of: change, draft)
        guard problems.isEmpty else { throw Refusal(.invalid, problems) }
        guard draft.authority == .principal else { return }
        let staysVisible = try deployment.isVisible(
            change.after, by: access.rowFilter, to: draft.principal, now: now, in: connection)
        guard staysVisible else { throw Refusal.outsideRowFilter(change.type) }
    }

    /// A lookup may only name what exists and what the principal may see: otherwise it would tell of hidden records.
    private func missingTargets(of change: ChangeSet, _ draft: WriteDraft) throws -> [Refusal.Problem] {
        var problems: [Refusal.Problem] = []
        for position in change.changedPositions {
            let attribute = change.type.attributes[position]
            guard case .lookup(let target, _) = attribute.type, case .record(let id) = change.after.values[position],
                let type = deployment.catalog.entityType(named: target)
            else { continue }
            if try !isTarget(id, of: type, draft) { problems.append(.noSuchTarget(attribute, id)) }
        }
        return problems
    }

    private func isTarget(_ id: RecordID, of type: EntityType, _ draft: WriteDraft) throws -> Bool {
        let access = deployment.access.access(of: draft.principal, to: type)
        guard access.canRead else { return false }
        guard let filter = access.rowFilter else { return try table(of: type).contains(id, in: connection) }
        guard let record = try table(of: type).record(id, in: connection) else { return false }
        return try deployment.isVisible(record, by: filter, to: draft.principal, now: now, in: connection)
    }
}
