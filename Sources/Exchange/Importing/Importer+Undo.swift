public import Model
import Storage

extension Importer {
    /// What taking a batch back did.
    public struct UndoReport: Sendable {
        /// Records that are gone.
        public var deleted = 0
        /// Why records stay; the first hundred.
        public var kept: [Refusal] = []
        /// Records that stay.
        public var keptCount = 0
    }

    /// Deletes what a batch created, newest first, through the write path. Records that were changed since then stay, and so do
    /// those that others refer to; records that the batch only updated are left as they are.
    ///
    /// - Throws: `Refusal` `KTR-I181` when there is no such batch, `KTR-I182` when it was undone before.
    public func undo(
        _ id: RecordID, as principal: Principal, onProgress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> UndoReport {
        guard var batch = try destination.batch(id) else {
            throw Refusal(
                .notFound, "KTR-I181",
                LocalizedText("there is no import batch \(id)", german: "es gibt keinen Importlauf \(id)"),
                hint: LocalizedText(
                    "list them with kontor import --batches", german: "kontor import --batches zeigt alle"))
        }
        if let undone = batch.undone {
            throw Refusal(
                .conflict, "KTR-I182",
                LocalizedText(
                    "the batch \(id) was undone at \(undone)",
                    german: "der Lauf \(id) wurde am \(undone) zurückgenommen"))
        }
        var report = UndoReport()
        let cause = Cause(.import, request: "undo \(id)")
        var before: Int64?
        while true {
            let rows = try createdRows(of: id, before: before)
            guard let last = rows.last else { break }
            let groups = rows.map { row in
                row.recordID.map {
                    [
                        WriteRequest(
                            principal: principal, entity: row.entity, .delete($0), expectedRevision: row.revision,
                            cause: cause)
                    ]
                } ?? []
            }
            for (row, result) in zip(rows, try await destination.write(groups, noting: { _ in [] })) {
                switch result {
                case .written: report.deleted += 1
                case .refused(_, let refusal) where refusal.kind == .notFound: break
                case .refused(_, let refusal): report.keep(row, because: refusal)
                }
            }
            before = last.number
            onProgress?(report.deleted)
        }
        batch.undone = clock.now()
        try await destination.update(batch)
        return report
    }

    /// A page of what a batch made; it ends with the last part of a row, because the next begins at a row.
    private func createdRows(of batch: RecordID, before number: Int64?) throws -> [ImportRow] {
        let limit = 500
        let rows = try destination.createdRows(of: batch, before: number, limit: limit)
        guard rows.count == limit, let last = rows.last, let first = rows.first, first.number != last.number
        else { return rows }
        return Array(rows.prefix { $0.number != last.number })
    }
}

extension Importer.UndoReport {
    fileprivate mutating func keep(_ row: ImportRow, because refusal: Refusal) {
        keptCount += 1
        guard kept.count < 100 else { return }
        let name = "\(row.entity) \(row.recordID?.description ?? "")"
        guard refusal.kind == .stale else {
            var named = refusal
            let problem = refusal.problems[0]
            named.problems[0].message = LocalizedText(
                "\(name) stays: \(problem.message.english)", german: "\(name) bleibt: \(problem.message[.german])")
            return kept.append(named)
        }
        kept.append(
            Refusal(
                .conflict, "KTR-I183",
                LocalizedText(
                    "\(name) was changed since it was imported", german: "\(name) wurde seit dem Import geändert"),
                hint: LocalizedText("delete it by hand if it shall go", german: "von Hand löschen, wenn es weg soll")))
    }
}
