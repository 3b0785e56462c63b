import Access
import Definitions
import Model
import Queries
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
        guard draft.authority == .principal, let filter = access.rowFilter else { return }
        let context = EvaluationContext(principal: draft.principal.id, now: now)
        guard try filter.matches(change.after, context, related: { try self.related($0, $1) }) else {
            throw Refusal.outsideRowFilter(change.type)
        }
    }

    /// A lookup may only name what exists and what the principal may see: otherwise it would tell of hidden records.
    private func missingTargets(of change: ChangeSet, _ draft: WriteDraft) throws -> [Refusal.Problem] {
        var problems: [Refusal.Problem] = []
        for position in change.changedPositions {
            let attribute = change.type.attributes[position]
            guard case .lookup(let target, _) = attribute.type, case .record(let id) = change.after.values[position],
                let type = deployment.catalog.entityType(named: target)
            else { continue }
            let targetAccess = deployment.access.access(of: draft.principal, to: type)
            let visible = draft.authority == .principal ? targetAccess.rowFilter : nil
            let scope = try deployment.rowScope(visible, of: type, for: draft.principal, now: now)
            let mayRead = draft.authority == .referentialRule || targetAccess.canRead
            guard mayRead, try table(of: type).contains(id, where: scope, in: connection) else {
                problems.append(.noSuchTarget(attribute, id))
                continue
            }
        }
        return problems
    }

    private func related(_ id: RecordID, _ type: EntityType) throws -> Record? {
        try table(of: type).record(id, in: connection)
    }
}
