import Model
import Records
import Storage

/// The state of one import while it runs: rows that wait for their transaction, what is known of lookups, the counts.
struct ImportRun {
    /// A row that was read and translated, waiting to be written.
    struct Waiting {
        var row: RefusedRow
        var translation: RowTranslator.Translation
        /// The key as it is written, by which rows of one record are known; nil where there is none.
        var writtenKey: [AttributeValue]?
    }

    let importer: Importer
    let map: ImportMap
    let translator: RowTranslator
    let settings: ImportSettings
    /// How the text is written; also what it is read by.
    var form: CSVForm
    let keyAttributes: [Attribute]
    let cause: Cause
    var batch: ImportBatch
    var report = ImportReport()
    var targets: LookupTargets
    var files: RowFiles
    var waiting: [Waiting] = []
    private(set) var waitingKeys: Set<[AttributeValue]> = []
    /// What a dry run would have stored.
    var rehearsed: RehearsedRows
    /// Targets that a dry run made already.
    var rehearsedTargets: Set<RecordID> = []
    /// References to records of the same file that come later in it, by position in ``waiting``.
    var ahead: [Int: [(lookup: Int, text: String)]] = [:]
    /// Records that were written without such a reference; it is set at the end.
    var unlinked: [UnlinkedRow] = []
    /// Refused rows that are not told yet; they are told with the batch, in the file's order.
    var refusals: [RefusedRow] = []
    /// A row whose key another waiting row has: it must see what that one wrote.
    private var deferred: Waiting?
    /// The keys of all rows, as numbers.
    private var seenKeys: Set<Int> = []

    init(
        _ importer: Importer, map: ImportMap, translator: RowTranslator, settings: ImportSettings, form: CSVForm
    ) {
        self.importer = importer
        self.map = map
        self.translator = translator
        self.settings = settings
        self.form = form
        keyAttributes = map.keys.compactMap { map.entity.attribute(named: $0) }
        targets = LookupTargets(translator.lookups)
        files = RowFiles(map, settings, importer.destination)
        rehearsed = RehearsedRows(map)
        batch = ImportBatch(
            id: importer.ids.next(), entity: map.entity.name, fileName: settings.source,
            principal: settings.principal.id, started: importer.clock.now())
        cause = Cause(.import, request: batch.id.description)
        report.warnings = map.warnings
        let unused = RowTranslator.unusedColumns(of: form.names, in: map)
        report.warnings += unused.prefix(ImportReport.unusedShown).map { name in
            Diagnostic(
                .warning, "KTR-I152", "the column '\(name)' is not used by the map",
                hint: "map it, or write <ignore name=\"\(name)\"/>")
        }
        if unused.count > ImportReport.unusedShown {
            report.warnings.append(
                Diagnostic(
                    .warning, "KTR-I152",
                    "\(unused.count - ImportReport.unusedShown) more columns are not used by the map"))
        }
    }

    var isFull: Bool {
        waiting.count >= settings.batchSize || refusals.count >= settings.batchSize || deferred != nil
    }

    func begin() async throws {
        if !settings.isDryRun { try await importer.destination.insert(batch) }
    }

    /// Translates a row and lets it wait for its transaction, with all that is wrong with it.
    mutating func take(_ row: CSVRow) {
        var refused = RefusedRow(number: row.number, line: row.line, bytes: row.cells, misquoted: row.misquoted)
        if let problem = row.problem, !problem.leavesCells {
            refused.faults = [fault(of: problem).fault]
            refusals.append(refused)
            return
        }
        var translation = translator.translate(row)
        if let problem = row.problem {
            // What else is wrong with the row is told too; of its damaged cells, the first alone.
            let first = fault(of: problem)
            translation.faults = [first] + translation.faults.filter { $0.column != first.column && !$0.hasLostLetters }
        }
        report.cleanedCells += translation.cleaned
        let key = writtenKey(of: &translation)
        let entry = Waiting(row: refused, translation: translation, writtenKey: key)
        guard let key else { return waiting.append(entry) }
        if !seenKeys.insert(key.hashValue).inserted {
            report.counts.repeatedKeys += 1
            if report.repeatedRows.count < ImportReport.refusedShown { report.repeatedRows.append(row.number) }
        }
        if waitingKeys.insert(key).inserted { waiting.append(entry) } else { deferred = entry }
    }

    private func fault(of problem: CSVProblem) -> RowTranslator.Problem {
        let column = problem.column.flatMap { form.names.indices.contains($0 - 1) ? form.names[$0 - 1] : nil }
        let attribute = map.columns.first { $0.name == column }?.attribute.name
        return RowTranslator.Problem(
            column: column, problem: Refusal.Problem(problem.code, attribute: attribute, problem.message))
    }

    /// The key of a row, lookups in it as their cells are written; nil where the map has none or something is wrong with it.
    private func writtenKey(of translation: inout RowTranslator.Translation) -> [AttributeValue]? {
        guard !keyAttributes.isEmpty else { return nil }
        var key: [AttributeValue] = []
        for attribute in keyAttributes {
            let name = attribute.name
            if let position = translator.lookups.firstIndex(where: { $0.attribute == name && $0.owner == .row }) {
                if let text = translation.references[position] {
                    key.append(.text(LookupTargets.word(text, translator.lookups[position].match)))
                    continue
                }
            }
            if translation.faults.contains(where: { $0.problem.attribute == name }) { continue }
            let column = translator.cell(setting: name, in: [])?.column
            switch attribute.type.coerce(translation.values[name] ?? .null, of: name) {
            case .success(.null):
                translation.faults.append(
                    RowTranslator.Problem(
                        column: column,
                        problem: Refusal.Problem(
                            "KTR-I163", attribute: name,
                            LocalizedText("the key is empty", german: "der Schlüssel ist leer"))))
            case .success(let value): key.append(value)
            case .failure(let problem):
                translation.faults.append(RowTranslator.Problem(column: column, problem: problem))
            }
        }
        return key.count == keyAttributes.count ? key : nil
    }

    /// Writes the rows that wait.
    mutating func flush(bytesRead: Int) async throws {
        repeat {
            try await writeWaiting()
            waiting.removeAll(keepingCapacity: true)
            waitingKeys.removeAll(keepingCapacity: true)
            guard let row = deferred else { break }
            deferred = nil
            waiting.append(row)
            if let key = row.writtenKey { waitingKeys.insert(key) }
        } while waiting.count >= settings.batchSize
        settings.onProgress?(ImportProgress(counts: report.counts, bytesRead: bytesRead))
    }

    @discardableResult
    mutating func end(emptyRows: Int) async throws -> ImportReport {
        try await writeWaiting()
        waiting.removeAll()
        try await linkUnlinked()
        report.counts.empty = emptyRows
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
}
