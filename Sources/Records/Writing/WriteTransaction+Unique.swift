import Access
import Definitions
import Model
import Storage

// A unique key that is broken: which attributes it concerns, and which record has the value where the principal may know that.

extension WriteTransaction {
    func notUnique(_ columns: [String], _ change: ChangeSet, _ draft: WriteDraft) -> Refusal {
        let positions = columns.compactMap { change.type.position(of: $0) }
        let access = deployment.access.access(of: draft.principal, to: change.type)
        let named = positions.filter(access.knows)
        guard !named.isEmpty else {
            let refusal = Refusal.notUnique(change.type, attributes: positions.map { change.type.attributes[$0] })
            return Refusal(.conflict, refusal.problems.map(\.concealed))
        }
        var refusal = Refusal.notUnique(change.type, attributes: named.map { change.type.attributes[$0] })
        guard let other = try? holder(of: positions, change, draft) else { return refusal }
        refusal.problems[0].hint = LocalizedText(
            "It is '\(other.title)' (\(other.id)).", german: "Es ist „\(other.title)“ (\(other.id)).")
        refusal.problems[0].other = .init(entity: other.type.name, id: other.id, title: other.title)
        return refusal
    }

    /// The record that has the values; nil where the principal may not see it, or one of the attributes.
    private func holder(of key: [Int], _ change: ChangeSet, _ draft: WriteDraft) throws -> Record? {
        let table = try table(of: change.type)
        let access = deployment.access.access(of: draft.principal, to: change.type)
        guard access.canRead, access.hidden.isDisjoint(with: key),
            let other = try table.record(withKey: key, key.map { change.after.values[$0] }, in: connection)
        else { return nil }
        return try deployment.visible(other, access, to: draft.principal, now: now, in: connection)
    }
}
