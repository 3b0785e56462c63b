import Access
import Definitions
import Model
import SQLText
import Storage

// Trees: no record lies below itself, and none deeper than is walked in one go.

extension WriteTransaction {
    /// Levels that a tree may have.
    static let deepestTree = 100

    func brokenTrees(of change: ChangeSet, _ draft: WriteDraft) throws -> [Refusal.Problem] {
        var problems: [Refusal.Problem] = []
        for position in change.type.trees where change.changedPositions.contains(position) {
            guard case .record(let above) = change.after.values[position] else { continue }
            let attribute = change.type.attributes[position]
            let table = try table(of: change.type)
            // Writes of other connections to this tree wait from here on, so that no two moves together close a ring.
            if let lock = connection.dialect.transactionLock("\(change.type.name).\(attribute.name)") {
                try connection.execute(lock)
            }
            let id = change.after.id
            let line = try table.line(from: above, at: position, limit: Self.deepestTree + 1, in: connection)
            if let end = line.firstIndex(of: id) {
                let chain = try line[...end].reversed().map { try title(of: $0, change, draft) }
                problems.append(.ring(attribute, chain))
                continue
            }
            let below =
                change.kind == .create
                ? 1 : try table.height(below: id, at: position, limit: Self.deepestTree + 1, in: connection)
            if line.count + below > Self.deepestTree { problems.append(.tooDeep(attribute, Self.deepestTree)) }
        }
        return problems
    }

    /// How a record of the tree is called; three dots for one that the principal may not see.
    private func title(of id: RecordID, _ change: ChangeSet, _ draft: WriteDraft) throws -> String {
        let access = deployment.access.access(of: draft.principal, to: change.type)
        var record = id == change.after.id ? change.after : nil
        if record == nil, try isTarget(id, of: change.type, draft) {
            record = try table(of: change.type).record(id, in: connection)
        }
        guard let record, access.canRead else { return "…" }
        return try deployment.redacted(record, access, to: draft.principal, now: now, in: connection).title
    }
}
