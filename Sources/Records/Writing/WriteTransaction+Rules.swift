import Model
import Storage

// Steps 5 and 6: plugins and charts. They are given values and answer with values.

extension WriteTransaction {
    func runSaveRules(on change: inout ChangeSet, _ draft: WriteDraft) throws -> [WriteRequest] {
        guard change.kind != .delete else { return [] }
        return try deployment.saveRules.beforeSave(&change, in: context(for: draft))
    }

    /// The chart starts with its record and moves by events; nothing else changes a state attribute.
    func stepChart(of change: inout ChangeSet, _ draft: WriteDraft) throws -> StateStep? {
        let rules = deployment.stateRules
        switch draft.action {
        case .create:
            return try rules.start(&change, in: context(for: draft))
        case .event(let id, let event):
            guard change.type.stateAttribute != nil else { throw Refusal.noChart(change.type, event: event.name) }
            let session = try SessionTable.session(of: id, on: connection)
            return try rules.send(event, to: &change, session: session?.data, in: context(for: draft))
        case .update, .delete:
            return nil
        }
    }

    func runTransitionRules(
        after step: StateStep?, on change: inout ChangeSet, _ draft: WriteDraft
    ) throws -> [WriteRequest] {
        guard let step else { return [] }
        return try deployment.saveRules.afterTransition(step.transition, &change, in: context(for: draft))
    }
}
