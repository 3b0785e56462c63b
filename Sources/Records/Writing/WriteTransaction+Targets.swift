import Definitions
import Model
import Storage

// Lookups to several entity types: beside the id stands of which entity type the record is, found and kept by the system.

extension WriteTransaction {
    /// Finds of which entity type the records are that lookups to several have come to lead to, and notes it.
    ///
    /// Before the rules run, so that they can ask for it; after them, since they may have changed the lookup.
    func settleTargets(of change: inout ChangeSet, _ draft: WriteDraft) throws {
        guard change.kind != .delete else { return }
        for position in change.type.polymorphicLookups {
            let attribute = change.type.attributes[position]
            guard let told = change.type.targetTypePosition(of: attribute) else { continue }
            let value = change.after.values[position]
            if let before = change.before, before.values[position] == value {
                change.after.values[told] = before.values[told]
            } else if case .record(let id) = value, let targets = attribute.type.reference?.targets {
                let claimed = draft.claims.first { $0.position == told }?.value.displayText
                change.after.values[told] = try entityType(of: id, among: targets, first: claimed)
            } else {
                change.after.values[told] = .null
            }
        }
    }

    private func entityType(of id: RecordID, among targets: [String], first: String?) throws -> AttributeValue {
        // A client may have chosen ids of its own, so that two entity types have the same: then it must say which it means.
        let ordered = targets.filter { $0 == first } + targets.filter { $0 != first }
        for target in ordered {
            guard let type = deployment.catalog.entityType(named: target) else { continue }
            if try table(of: type).contains(id, in: connection) { return .text(target) }
        }
        return .null
    }
}
