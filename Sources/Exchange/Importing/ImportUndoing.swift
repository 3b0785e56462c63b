import Model
import Records
import Storage

/// Takes back what one batch did, page by page, newest rows first.
struct ImportUndoing {
    /// Begins the request of every change that takes a batch back; the batch follows.
    static let prefix = "undo "

    let batch: RecordID
    let destination: any ImportDestination
    let principal: Principal
    var report = Importer.UndoReport()
    /// Records that others referred to: those may go later.
    private var blocked: [(row: ImportRow, request: WriteRequest, refusal: Refusal)] = []
    /// Records that are dealt with: a row further up changed them too.
    private var done: Set<RecordID> = []
    /// Records that rules wrote: they come last, since rules write once more when the rows are taken back.
    private var followed: [(row: ImportRow, id: RecordID)] = []
    private var knownFollowed: Set<RecordID> = []

    init(batch: RecordID, destination: any ImportDestination, principal: Principal) {
        (self.batch, self.destination, self.principal) = (batch, destination, principal)
    }

    mutating func takeBack(_ rows: [ImportRow]) async throws {
        var planned: [(row: ImportRow, request: WriteRequest)] = []
        for row in rows {
            guard let id = row.recordID else { continue }
            if row.outcome == .followed {
                if knownFollowed.insert(id).inserted { followed.append((row, id)) }
                continue
            }
            // What the batch made and changed is deleted where it was made, so that nothing refers to it any more.
            if row.outcome == .created {
                planned.append((row, request(row, .delete(id), row.revision)))
            } else if !done.contains(id), let restoring = try restoring(row, id) {
                planned.append((row, restoring))
            }
        }
        try await write(planned, mayAskAgain: true)
    }

    /// Takes back what rules wrote, and deletes what others referred to, as long as those go; says of the rest that it stays.
    mutating func finish() async throws {
        for start in stride(from: 0, to: followed.count, by: 500) {
            var planned: [(row: ImportRow, request: WriteRequest)] = []
            for (row, id) in followed[start..<min(followed.count, start + 500)] where !done.contains(id) {
                if let request = try takingBack(row, id) { planned.append((row, request)) }
            }
            try await write(planned, mayAskAgain: true)
        }
        followed.removeAll()
        var count = Int.max
        while !blocked.isEmpty, blocked.count < count {
            count = blocked.count
            let planned = blocked.map { ($0.row, $0.request) }
            blocked.removeAll()
            for start in stride(from: 0, to: planned.count, by: 500) {
                try await write(Array(planned[start..<min(planned.count, start + 500)]), mayAskAgain: true)
            }
        }
        for entry in blocked { report.keep(entry.row, because: entry.refusal) }
        blocked.removeAll()
    }

    /// The request that takes back what rules did to a record; nil where it stays or is gone.
    private mutating func takingBack(_ row: ImportRow, _ id: RecordID) throws -> WriteRequest? {
        if let changes = try changes(row, id), changes.isMade { return request(row, .delete(id), changes.revision) }
        return try restoring(row, id)
    }

    /// What the batch did to a record; nil where something else has changed it since, or where it is gone.
    private func changes(_ row: ImportRow, _ id: RecordID) throws -> ImportedChanges? {
        do {
            return try destination.changes(of: row.entity, id, by: batch, as: principal)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            return nil
        }
    }

    /// The request that gives a record its old values; nil where it stays or will be deleted.
    private mutating func restoring(_ row: ImportRow, _ id: RecordID) throws -> WriteRequest? {
        let found: ImportedChanges?
        do {
            found = try destination.changes(of: row.entity, id, by: batch, as: principal)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            return nil
        }
        guard let changes = found else {
            done.insert(id)
            report.keep(row, because: Self.changedSince)
            return nil
        }
        if changes.isMade { return nil }
        done.insert(id)
        if changes.hasMoved {
            report.keepMoved(row)
            return nil
        }
        // What the system keeps follows from the rest, and bytes of a file that was replaced are gone.
        var values: [String: DataValue] = [:]
        for change in changes.before where !change.attribute.isReadOnly {
            if case .file = change.attribute.type, !change.value.isNull {
                report.keepFile(row, change.attribute)
                return nil
            }
            // JSON goes in as its text: a text of JSON would be read as JSON itself.
            values[change.attribute.name] =
                if case .json(let json) = change.value { .text(json.jsonText) } else { DataValue(change.value) }
        }
        return values.isEmpty ? nil : request(row, .update(id, values), changes.revision)
    }

    private mutating func write(_ planned: [(row: ImportRow, request: WriteRequest)], mayAskAgain: Bool) async throws {
        var again: [(row: ImportRow, request: WriteRequest)] = []
        let groups = planned.map { WriteGroup([$0.request]) }
        let results = try await destination.write(groups, noting: { _, _ in [] })
        for ((row, asked), result) in zip(planned, results) {
            switch (result, asked.operation) {
            case (.written, .delete): report.deleted += 1
            case (.written, _): report.restored += 1
            case (.refused(_, let refusal), _) where refusal.kind == .notFound: continue
            case (.refused(_, let refusal), .delete(let id)) where refusal.kind == .stale && mayAskAgain:
                // The batch itself may have changed it after it made it.
                if let changes = try destination.changes(of: row.entity, id, by: batch, as: principal), changes.isMade {
                    again.append((row, request(row, .delete(id), changes.revision)))
                } else {
                    report.keep(row, because: refusal)
                }
            case (.refused(_, let refusal), .delete) where refusal.kind == .conflict:
                blocked.append((row, asked, refusal))
            case (.refused(_, let refusal), _): report.keep(row, because: refusal)
            }
        }
        if !again.isEmpty { try await write(again, mayAskAgain: false) }
    }

    private func request(_ row: ImportRow, _ operation: WriteRequest.Operation, _ revision: Int64?) -> WriteRequest {
        WriteRequest(
            principal: principal, entity: row.entity, operation, expectedRevision: revision,
            cause: Cause(.import, request: Self.prefix + batch.description))
    }

    private static let changedSince = Refusal(.stale, "KTR-I183", "changed since")
}
