import Access
import Definitions
import Model
import Storage

// Step 7: the final image is checked, whoever made it what it is.

extension ChangeSet {
    /// A problem with a value that a rule has set is told at the rule's line.
    fileprivate func locating(_ problem: Refusal.Problem) -> Refusal.Problem {
        guard problem.location == nil, let position = problem.attribute.flatMap({ type.position(of: $0) }),
            let origin = origins[position]
        else { return problem }
        var result = problem
        result.location = origin
        return result
    }
}

extension WriteTransaction {
    func validate(
        _ change: ChangeSet, _ step: StateStep?, _ draft: WriteDraft, _ access: EntityAccess
    ) throws {
        guard change.kind != .delete else { return }
        let problems = try problems(of: change, step, draft, access)
        guard problems.isEmpty else {
            let all = problems + (try brokenKeys(of: change, draft))
            throw Refusal(.invalid, all.map { change.locating($0).placed(by: step) })
        }
        try checkAfterImage(change, draft, access)
    }

    /// Everything that is wrong with an image, but for its keys: the store sees to those when it is written.
    func problems(
        of change: ChangeSet, _ step: StateStep?, _ draft: WriteDraft, _ access: EntityAccess
    ) throws -> [Refusal.Problem] {
        var problems: [Refusal.Problem] = []
        for position in change.type.declaredPositions {
            let attribute = change.type.attributes[position]
            let value = change.after.values[position]
            if attribute.isRequired, value.isNull { problems.append(.missing(attribute)) }
            if let retired = attribute.type.problem(
                choosing: value, before: change.before?.values[position] ?? .null, of: attribute.name)
            {
                problems.append(retired)
            }
            guard let before = change.before?.values[position] else { continue }
            if attribute.isImmutable, !before.isNull, before != value { problems.append(.immutable(attribute)) }
        }
        problems += demandProblems(of: change, step, draft)
        problems += problemsOfAmounts(in: change)
        problems += try missingTargets(of: change, draft)
        problems += try fileProblems(change, draft, access)
        problems += try brokenTrees(of: change, draft)
        return problems + (try brokenLink(of: change, draft))
    }

    /// The rights are asked again of the record as it will be: nobody can change a record to what they may not write, or out of
    /// their own sight. An event may lead anywhere its grant lets it begin: that is what charts are for.
    private func checkAfterImage(_ change: ChangeSet, _ draft: WriteDraft, _ access: EntityAccess) throws {
        guard draft.authority == .principal, !access.isUnbounded else { return }
        if case .event = draft.action { return }
        let context = try evaluationContext(for: change.after, draft, access)
        switch draft.action {
        case .create:
            guard access.allows(.create, on: change.after, in: context) else { throw access.refusal(of: .create) }
            try refuse(draft.assignments, access.readOnly(for: .create, on: change.after, in: context), access)
            // Whoever may create and not read hands something in, like a letter in a box.
            guard access.canRead else { return }
        case .update:
            guard access.allows(.update, on: change.after, in: context) else {
                throw Refusal.outsideRowFilter(change.type)
            }
        case .event, .delete: break
        }
        guard access.allows(.read, on: change.after, in: context) else { throw Refusal.outsideRowFilter(change.type) }
    }

    /// A lookup may only name what exists and what the principal may see: otherwise it would tell of hidden records.
    private func missingTargets(of change: ChangeSet, _ draft: WriteDraft) throws -> [Refusal.Problem] {
        var problems: [Refusal.Problem] = []
        for position in change.changedPositions {
            let attribute = change.type.attributes[position]
            guard let reference = attribute.type.reference, case .record(let id) = change.after.values[position] else {
                continue
            }
            let told = change.type.targetTypePosition(of: attribute).map { change.after.values[$0] }
            let target = told.map(\.displayText) ?? reference.targets.first ?? ""
            guard let type = deployment.catalog.entityType(named: target), try isTarget(id, of: type, draft) else {
                problems.append(.noSuchTarget(attribute, id))
                continue
            }
        }
        return problems + falseClaims(of: change, draft)
    }

    private func falseClaims(of change: ChangeSet, _ draft: WriteDraft) -> [Refusal.Problem] {
        draft.claims.compactMap { claim in
            let found = change.after.values[claim.position]
            guard found != claim.value else { return nil }
            return .falseClaim(change.type.attributes[claim.position], claim.value, found)
        }
    }

    /// Whether a record is there and the principal may see it.
    func isTarget(_ id: RecordID, of type: EntityType, _ draft: WriteDraft) throws -> Bool {
        let access = deployment.access.access(of: draft.principal, to: type)
        guard access.canRead else { return false }
        guard access.rowFilter != nil else { return try table(of: type).contains(id, in: connection) }
        guard let record = try table(of: type).record(id, in: connection) else { return false }
        let context = try deployment.evaluationContext(for: record, access, draft.principal, now: now, in: connection)
        return access.allows(.read, on: record, in: context)
    }
}
