import Access
import Definitions
import Model
import Storage

// What a delete means for records that look the deleted one up: refuse, delete them too, or empty their lookup.

extension WriteTransaction {
    func followReferences(of change: ChangeSet, _ draft: WriteDraft) throws {
        guard change.kind == .delete else { return }
        let id = change.after.id
        let key = change.after.key
        defer { references.leave(key) }
        guard references.enter(key) else {
            throw Refusal.tooManyReferences(to: change.type, ReferenceWalk.largestDepth)
        }
        for reference in deployment.catalog.inverseLookups(of: change.type) {
            let referring = try table(of: reference.source).identifiers(
                referringAt: reference.position, to: id, of: change.type, in: connection
            ).filter { !references.isUnderWay(RecordKey(reference.source.name, $0)) }
            guard !referring.isEmpty else { continue }
            if reference.onDelete == .restrict {
                let access = deployment.access.access(of: draft.principal, to: reference.source)
                guard access.canRead, access.shows(reference.position) else { throw Refusal.referencedUnseen }
                throw Refusal.stillReferenced(
                    change.type, by: reference.source, attribute: reference.attribute, count: referring.count,
                    titles: try titles(of: referring, reference.source, draft))
            }
            for other in referring { try follow(reference, from: other, draft) }
        }
    }

    /// How the first records are called that stand in the way, as far as the principal may see them.
    private func titles(of ids: [RecordID], _ type: EntityType, _ draft: WriteDraft) throws -> [String] {
        let access = deployment.access.access(of: draft.principal, to: type)
        guard access.canRead else { return [] }
        return try ids.prefix(3).compactMap { id in
            guard let record = try table(of: type).record(id, in: connection) else { return nil }
            return try deployment.visible(record, access, to: draft.principal, now: now, in: connection)?.title
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
        try perform(
            WriteDraft(
                principal: draft.principal, cause: draft.cause.following(link), type: reference.source,
                action: isCascade ? .delete(id) : .update(id),
                assignments: isCascade ? [] : [WriteDraft.Assignment(position: reference.position, value: .null)],
                authority: .referentialRule))
    }
}
