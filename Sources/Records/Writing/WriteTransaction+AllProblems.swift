import Access
import Definitions
import Model
import Storage

// A write that is refused is told everything that is wrong with it at once: what its sender has to mend one by one would otherwise
// come back once for each mistake.

extension WriteTransaction {
    /// Everything that is wrong with a write some of whose values could not be taken.
    ///
    /// The rules are asked what they would make of the rest, since they may set what is missing. What they say themselves is not
    /// told: they have not seen the values that are wrong. Nothing of it is kept, for the transaction ends with this refusal.
    func wholeRefusal(
        of draft: WriteDraft, _ before: Record?, _ access: EntityAccess
    ) throws -> Refusal {
        var problems = draft.problems
        switch draft.action {
        case .create, .update:
            let faulty = Set(problems.compactMap(\.attribute))
            let isNew = { (problem: Refusal.Problem) in problem.attribute.map { !faulty.contains($0) } ?? true }
            let change = try imageOfTheRest(of: draft, before)
            problems += try self.problems(of: change, nil, draft, access).filter(isNew)
            problems += try brokenKeys(of: change, draft, besides: faulty).filter(isNew)
        case .event, .delete: break
        }
        return Refusal(draft.isMalformed ? .malformed : .invalid, problems)
    }

    /// The record as it would be without the values that are wrong.
    private func imageOfTheRest(of draft: WriteDraft, _ before: Record?) throws -> ChangeSet {
        var change = try changeSet(for: draft, before: before)
        try settleTargets(of: &change, draft)
        try computeFormulas(of: &change, draft)
        var ruled = change
        do {
            _ = try runSaveRules(on: &ruled, draft)
            if case .create = draft.action { _ = try stepChart(of: &ruled, draft) }
            try settleTargets(of: &ruled, draft)
            change = ruled
        } catch is Refusal {
            // A rule missed what is wrong or something else: the image before it is looked at.
        }
        settleCurrencies(of: &change)
        return change
    }

    /// The keys that another record has already, where their values are new and none of them is wrong itself.
    ///
    /// - Parameter faulty: names of the attributes whose values could not be taken.
    func brokenKeys(
        of change: ChangeSet, _ draft: WriteDraft, besides faulty: Set<String> = []
    ) throws -> [Refusal.Problem] {
        let changed = Set(change.changedPositions)
        return try change.type.keys.flatMap { key -> [Refusal.Problem] in
            let names = key.map { change.type.attributes[$0].name }
            let values = key.map { change.after.values[$0] }
            guard !key.isEmpty, faulty.isDisjoint(with: names), !values.contains(where: \.isNull),
                change.before == nil || !changed.isDisjoint(with: key),
                let other = try table(of: change.type).record(withKey: key, values, in: connection),
                other.id != change.after.id
            else { return [] }
            return notUnique(names, change, draft).problems
        }
    }
}
