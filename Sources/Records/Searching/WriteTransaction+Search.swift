import Model
import Storage

// What of a change the full-text index must learn. Noted before the row is written: then the row of a deleted record is still there.

extension WriteTransaction {
    func noteForSearch(_ change: ChangeSet) throws {
        guard let index = deployment.searchIndexes[change.type.name], PendingSearch.concerns(change, index) else {
            return
        }
        let row = change.before == nil ? nil : try index.row(of: change.after.id, in: connection)
        pendingSearch.note(change, index, row: row)
    }

    /// Brings the indexes up to date with everything that was noted.
    func writeSearch() throws {
        guard !pendingSearch.isEmpty else { return }
        try pendingSearch.write(deployment.searchIndexes, on: connection)
        pendingSearch = PendingSearch()
    }
}
