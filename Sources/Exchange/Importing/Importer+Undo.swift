public import Model
import Storage

extension Importer {
    /// What taking a batch back did.
    public struct UndoReport: Sendable {
        /// Records that are gone.
        public var deleted = 0
        /// Records that have their old values again.
        public var restored = 0
        /// Why records stay; the first hundred.
        public var kept: [Refusal] = []
        /// Records that stay.
        public var keptCount = 0
    }

    /// Takes back what a batch did, newest first, through the write path: deletes what it made, and gives what it changed the values
    /// from before, which the change log has. Records that something else has changed since then stay, and so do those that
    /// others refer to, and those whose state it moved.
    ///
    /// A batch of which everything stays can be taken back later.
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
        var undoing = ImportUndoing(batch: id, destination: destination, principal: principal)
        var before: Int64?
        while true {
            let rows = try changedRows(of: id, before: before)
            guard let last = rows.last else { break }
            try await undoing.takeBack(rows)
            before = last.number
            onProgress?(undoing.report.deleted)
        }
        try await undoing.finish()
        let report = undoing.report
        if report.keptCount == 0 || report.deleted + report.restored > 0 {
            batch.undone = clock.now()
            try await destination.update(batch)
        }
        return report
    }

    /// A page of what a batch did; it ends with the last part of a row, because the next begins at a row.
    private func changedRows(of batch: RecordID, before number: Int64?) throws -> [ImportRow] {
        let limit = 500
        let rows = try destination.changedRows(of: batch, before: number, limit: limit)
        guard rows.count == limit, let last = rows.last, let first = rows.first, first.number != last.number
        else { return rows }
        return Array(rows.prefix { $0.number != last.number })
    }
}

extension Importer.UndoReport {
    mutating func keep(_ row: ImportRow, because refusal: Refusal) {
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
                hint: LocalizedText("correct it by hand", german: "von Hand berichtigen")))
    }

    /// A record whose file was replaced.
    mutating func keepFile(_ row: ImportRow, _ attribute: Attribute) {
        keep(
            row,
            because: Refusal(
                .conflict, "KTR-I568", attribute: attribute.name,
                LocalizedText(
                    "its file in \(attribute.name) was replaced, and the old one no longer exists",
                    german: "seine Datei in \(attribute.name) wurde ersetzt, und die alte ist nicht mehr da")))
    }

    /// A record whose state was moved.
    mutating func keepMoved(_ row: ImportRow) {
        keep(
            row,
            because: Refusal(
                .conflict, "KTR-I567",
                LocalizedText(
                    "its state was changed by events, which cannot be undone",
                    german: "sein Zustand wurde durch Ereignisse geändert; das lässt sich nicht zurücknehmen")))
    }
}
