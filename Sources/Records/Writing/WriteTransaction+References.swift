import Definitions
import Model
import Storage

// What a delete means for records that look the deleted one up: refuse, delete them too, or empty their lookup.

extension WriteTransaction {
    func followReferences(of change: ChangeSet, _ draft: WriteDraft) throws {
        guard change.kind == .delete else { return }
        let id = change.after.id
        defer { references.leave(id) }
        guard references.enter(id) else {
            throw Refusal.tooManyReferences(to: change.type, ReferenceWalk.largestDepth)
        }
        for reference in deployment.catalog.inverseLookups(of: change.type) {
            let referring = try table(of: reference.source).identifiers(
                referringAt: reference.position, to: id, in: connection
            ).filter { !references.isUnderWay($0) }
            guard !referring.isEmpty else { continue }
            if reference.onDelete == .restrict {
                throw Refusal.stillReferenced(change.type, by: reference.source, attribute: reference.attribute)
            }
            for other in referring { try follow(reference, from: other, draft) }
        }
    }

    /// Deletes or unlinks one record that looks up the deleted one.
    private func follow(_ reference: InverseLookup, from id: RecordID, _ draft: WriteDraft) throws {
        // Another branch of the same delete may have taken it already.
        guard try table(of: reference.source).contains(id, in: connection) else { return }
        guard references.countOne() else {
            throw Refusal.tooManyReferences(to: reference.source, ReferenceWalk.largestCount)
        }
        let isCascade = reference.onDelete == .cascade
        let link = "\(reference.source.name).\(reference.attribute.name) on-delete=\(reference.onDelete.rawValue)"
        _ = try perform(
            WriteDraft(
                principal: draft.principal, cause: draft.cause.following(link), type: reference.source,
                action: isCascade ? .delete(id) : .update(id),
                assignments: isCascade ? [] : [WriteDraft.Assignment(position: reference.position, value: .null)],
                authority: .referentialRule))
    }
}
