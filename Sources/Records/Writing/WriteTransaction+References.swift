import Definitions
import Model
import Storage

// What a delete means for records that look the deleted one up: refuse, delete them too, or empty their lookup.

extension WriteTransaction {
    func followReferences(of change: ChangeSet, _ draft: WriteDraft) throws {
        guard change.kind == .delete else { return }
        for reference in deployment.catalog.inverseLookups(of: change.type) {
            let table = try table(of: reference.source)
            let referring = try table.identifiers(
                referringAt: reference.position, to: change.after.id, in: connection)
            guard !referring.isEmpty else { continue }
            switch reference.onDelete {
            case .restrict:
                throw Refusal.stillReferenced(change.type, by: reference.source, attribute: reference.attribute)
            case .cascade:
                for id in referring { try follow(reference, .delete(id), [], draft) }
            case .unlink:
                for id in referring {
                    try follow(reference, .update(id), [.init(position: reference.position, value: .null)], draft)
                }
            }
        }
    }

    private func follow(
        _ reference: InverseLookup, _ action: WriteDraft.Action, _ assignments: [WriteDraft.Assignment],
        _ draft: WriteDraft
    ) throws {
        let link = "\(reference.source.name).\(reference.attribute.name) on-delete=\(reference.onDelete.rawValue)"
        _ = try perform(
            WriteDraft(
                principal: draft.principal, cause: draft.cause.following(link), type: reference.source, action: action,
                assignments: assignments, authority: .referentialRule))
    }
}
