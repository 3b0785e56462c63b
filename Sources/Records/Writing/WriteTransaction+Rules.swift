import Definitions
import Model
import Storage

// Steps 5 and 6: plugins and charts. They are given values and answer with values.

extension WriteTransaction {
    func runSaveRules(on change: inout ChangeSet, _ draft: WriteDraft) throws -> [WriteRequest] {
        guard change.kind != .delete else { return [] }
        return try deployment.saveRules.beforeSave(&change, in: context(for: draft, change))
    }

    /// The chart starts with its record and moves by events; nothing else changes a state attribute.
    func stepChart(of change: inout ChangeSet, _ draft: WriteDraft) throws -> StateStep? {
        let rules = deployment.stateRules
        let context = try context(for: draft, change)
        switch draft.action {
        case .create:
            return try rules.start(&change, in: context)
        case .event(let id, let event):
            guard change.type.stateAttribute != nil else { throw Refusal.noChart(change.type, event: event.name) }
            let record = change.after.key
            do {
                return try rules.send(
                    event, to: &change, session: try session(of: change.type, id), in: context
                ) { try ChangeLogTable.lastSender(of: $0, to: record, in: connection) }
            } catch let refusal as Refusal where draft.authority == .timer && refusal.code == StateEvent.unansweredCode
            {
                throw UnansweredTimer()
            }
        case .update:
            // A record that is older than its chart: the entity type got one after it was made.
            guard let state = change.type.stateAttribute, change.before?[state.name] == .null else { return nil }
            return try rules.start(&change, in: context)
        case .delete:
            return nil
        }
    }

    private func session(of type: EntityType, _ id: RecordID) throws -> DataValue? {
        guard let chart = type.chart else { return nil }
        return try SessionTable.session(of: id, chart: chart, in: connection).map {
            try DataValue(session: $0, of: type)
        }
    }

    func runTransitionRules(
        after step: StateStep?, on change: inout ChangeSet, _ draft: WriteDraft
    ) throws -> [WriteRequest] {
        guard let step else { return [] }
        var context = try context(for: draft, change)
        let transition = step.transition
        context.cause = context.cause.following("\(transition.chart): \(transition.from) → \(transition.to)")
        return try deployment.saveRules.afterTransition(transition, &change, in: context)
    }
}

/// A timer's event found no transition that answers it: the chart has moved on since.
struct UnansweredTimer: Error {}
