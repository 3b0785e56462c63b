import Model
import Storage

/// The state of one import while it runs: rows that wait for their transaction, what is known of lookups, the counts.
struct ImportRun {
    /// A row that was read and translated, waiting to be written.
    struct Waiting {
        var row: RefusedRow
        var translation: RowTranslator.Translation
        var key: AttributeValue
    }

    /// What a group of requests is for: one row, or one lookup target that it is the first to need.
    enum Purpose {
        case target(lookup: Int, value: String)
        case create
        case update
    }

    /// One group of requests and what it is for.
    struct Planned {
        var requests: [WriteRequest]
        var purpose: Purpose
        /// Position in ``waiting``.
        var row: Int
        /// What the batch remembers when the group is written.
        var note: ImportRow

        var isTarget: Bool { if case .target = purpose { true } else { false } }
    }

    let importer: Importer
    let map: ImportMap
    let translator: RowTranslator
    let settings: ImportSettings
    let header: [String]
    let keyAttribute: Attribute?
    let cause: Cause
    var batch: ImportBatch
    var report = ImportReport()
    var targets: LookupTargets
    private var files: RowFiles
    var waiting: [Waiting] = []
    private var waitingKeys: Set<AttributeValue> = []
    /// Keys that a dry run would have stored.
    var rehearsedKeys: Set<AttributeValue> = []
    /// References to records of the same file that come later in it, by position in ``waiting``.
    var ahead: [Int: [(lookup: Int, text: String)]] = [:]
    /// Records that were written without such a reference; it is set at the end.
    var unlinked: [UnlinkedRow] = []
    /// Refused rows that the batch shall remember and that no transaction has stored yet.
    var refusals: [ImportRow] = []
    /// A row whose key another waiting row has: it must see what that one wrote.
    private var deferred: Waiting?

    init(
        _ importer: Importer, map: ImportMap, translator: RowTranslator, settings: ImportSettings, header: [String]
    ) {
        self.importer = importer
        self.map = map
        self.translator = translator
        self.settings = settings
        self.header = header
        keyAttribute = map.key.flatMap { map.entity.attribute(named: $0) }
        targets = LookupTargets(translator.lookups)
        files = RowFiles(map, settings, importer.destination)
        batch = ImportBatch(
            id: importer.ids.next(), entity: map.entity.name, fileName: settings.source,
            principal: settings.principal.id, started: importer.clock.now())
        cause = Cause(.import, request: batch.id.description)
        report.warnings = map.warnings
        report.warnings += RowTranslator.unusedColumns(of: header, in: map).map { name in
            Diagnostic(
                .warning, "KTR-I152", "the column '\(name)' is not used by the map",
                hint: "map it, or say <ignore name=\"\(name)\"/>")
        }
    }

    var isFull: Bool {
        waiting.count >= settings.batchSize || refusals.count >= settings.batchSize || deferred != nil
    }

    func begin() async throws {
        if !settings.isDryRun { try await importer.destination.insert(batch) }
    }

    /// Translates a row and lets it wait for its transaction; a row that cannot be translated is refused at once.
    mutating func take(_ row: CSVRow) throws {
        if let problem = row.problem {
            let column = problem.column.flatMap { header.indices.contains($0 - 1) ? header[$0 - 1] : nil }
            return try refuse(
                refusedRow(row, column, Refusal.Problem(problem.code, problem.message)))
        }
        do throws(RowTranslator.Problem) {
            let translation = try translator.translate(row)
            let key = try key(of: translation)
            report.cleanedCells += translation.cleaned
            let entry = Waiting(row: refusedRow(row, nil, nil), translation: translation, key: key)
            if !key.isNull, !waitingKeys.insert(key).inserted {
                deferred = entry
            } else {
                waiting.append(entry)
            }
        } catch {
            try refuse(refusedRow(row, error.column, error.problem))
        }
    }

    private func key(of translation: RowTranslator.Translation) throws(RowTranslator.Problem) -> AttributeValue {
        guard let keyAttribute else { return .null }
        let given = translation.values[keyAttribute.name] ?? .null
        switch keyAttribute.type.coerce(given, of: keyAttribute.name) {
        case .failure(let problem): throw RowTranslator.Problem(column: translator.keyColumn, problem: problem)
        case .success(.null):
            throw RowTranslator.Problem(
                column: translator.keyColumn,
                problem: Refusal.Problem(
                    "KTR-I163", attribute: keyAttribute.name,
                    LocalizedText("the key is empty", german: "der Schlüssel ist leer")))
        case .success(let key): return key
        }
    }

    /// Writes the rows that wait, in one transaction.
    mutating func flush(bytesRead: Int) async throws {
        repeat {
            try await writeWaiting()
            waiting.removeAll(keepingCapacity: true)
            waitingKeys.removeAll(keepingCapacity: true)
            if let row = deferred {
                deferred = nil
                waiting.append(row)
                waitingKeys.insert(row.key)
            } else {
                break
            }
        } while waiting.count >= settings.batchSize
        settings.onProgress?(ImportProgress(counts: report.counts, bytesRead: bytesRead))
    }

    @discardableResult
    mutating func end() async throws -> ImportReport {
        try await writeWaiting()
        waiting.removeAll()
        try await linkUnlinked()
        if !settings.isDryRun {
            let counts = report.counts
            batch.counts = ImportBatch.Counts(
                created: counts.created, updated: counts.updated, unchanged: counts.unchanged, refused: counts.refused)
            batch.finished = importer.clock.now()
            try await importer.destination.update(batch)
            report.batch = batch.id
        }
        return report
    }

    private mutating func writeWaiting() async throws {
        guard !waiting.isEmpty || !refusals.isEmpty else { return }
        let destination = importer.destination
        try targets.find(waiting.map(\.translation.references), in: destination, as: settings.principal)
        let existing = try existingRecords()
        var planned: [Planned] = []
        ahead.removeAll()
        for index in waiting.indices {
            guard try await storeFiles(of: index, existing[waiting[index].key]) else { continue }
            do throws(RowTranslator.Problem) {
                let values = try valuesWithReferences(of: index, &planned)
                try plan(index, values, existing[waiting[index].key], &planned)
            } catch {
                var row = waiting[index].row
                row.column = error.column
                (row.code, row.reason) = (error.problem.code, error.problem.message)
                try refuse(row)
            }
        }
        let groups = planned.map(\.requests)
        let (notes, refusals) = (planned.map(\.note), refusals)
        self.refusals.removeAll()
        guard !groups.isEmpty || (!refusals.isEmpty && !settings.isDryRun) else {
            return await files.settle(keeping: [])
        }
        let results =
            settings.isDryRun
            ? try await destination.rehearse(groups)
            : try await destination.write(groups) { results in
                refusals + zip(notes, results).map { note, result in note.completed(by: result) }
            }
        let written = zip(planned, results).compactMap { group, result -> Int? in
            if case .written = result, !group.isTarget { group.row } else { nil }
        }
        await files.settle(keeping: settings.isDryRun ? [] : Set(written))
        // Targets first: a row that is refused because its target was not made says so.
        let outcomes = zip(planned, results)
        for (group, result) in outcomes where group.isTarget { try note(result, of: group) }
        for (group, result) in outcomes where !group.isTarget { try note(result, of: group) }
        targets.settle(keepingMade: !settings.isDryRun)
    }

    /// Uploads the files that a row names. Returns whether they are all there; the row is refused otherwise.
    private mutating func storeFiles(of index: Int, _ existing: Record?) async throws -> Bool {
        do {
            try await files.store(&waiting[index].translation.values, row: index, existing: existing)
            return true
        } catch let refusal as Refusal where refusal.kind != .unavailable {
            var row = waiting[index].row
            row.column = refusal.problems[0].attribute.flatMap(column(setting:))
            (row.code, row.reason) = (refusal.code, refusal.message)
            try refuse(row)
            return false
        }
    }

    private func existingRecords() throws -> [AttributeValue: Record] {
        guard let keyAttribute else { return [:] }
        let keys = waiting.map(\.key)
        let found = try importer.destination.records(
            of: map.entity, where: keyAttribute, isOneOf: keys, as: settings.principal)
        return Dictionary(found.map { ($0[keyAttribute.name], $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func note(_ result: ImportGroupResult, of group: Planned) throws {
        switch (group.purpose, result) {
        case (.target, .written): report.counts.createdTargets += 1
        case (.target(let lookup, let value), .refused(_, let refusal)):
            targets.fail(lookup, value, because: refusal)
        case (.create, .written):
            report.counts.created += 1
            noteUnlinked(group.row, group.note.recordID)
            let key = waiting[group.row].key
            if settings.isDryRun, !key.isNull { rehearsedKeys.insert(key) }
        case (.update, .written):
            report.counts.updated += 1
            noteUnlinked(group.row, group.note.recordID)
        case (.create, .refused(let request, let refusal)), (.update, .refused(let request, let refusal)):
            try refuse(waiting[group.row], by: refusal, request: request)
        }
    }

}

extension ImportRow {
    /// The note once it is known what became of the group.
    fileprivate func completed(by result: ImportGroupResult) -> ImportRow {
        var row = self
        switch result {
        case .written(let revisions): row.revision = revisions.last
        case .refused(_, let refusal):
            row.outcome = .refused
            row.recordID = nil
            row.reason = refusal.description
        }
        return row
    }
}
