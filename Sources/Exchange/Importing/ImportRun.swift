import Model
import Storage

/// The state of one import while it runs: rows that wait for their transaction, what is known of lookups, the counts.
struct ImportRun {
    /// A row that was read and translated, waiting to be written.
    private struct Waiting {
        var row: RefusedRow
        var translation: RowTranslator.Translation
        var key: AttributeValue
    }

    /// What a group of requests is for: one row, or one lookup target that it is the first to need.
    private enum Purpose {
        case target(lookup: Int, value: String)
        case create
        case update
    }

    /// One group of requests and what it is for.
    private struct Planned {
        var requests: [WriteRequest]
        var purpose: Purpose
        /// Position in ``waiting``.
        var row: Int
        /// What the batch remembers when the group is written.
        var note: ImportRow

        var isTarget: Bool { if case .target = purpose { true } else { false } }
    }

    private let importer: Importer
    private let map: ImportMap
    private let translator: RowTranslator
    private let settings: ImportSettings
    private let header: [String]
    private let keyAttribute: Attribute?
    private let cause: Cause
    private var batch: ImportBatch
    private var report = ImportReport()
    private var targets: LookupTargets
    private var files: RowFiles
    private var waiting: [Waiting] = []
    private var waitingKeys: Set<AttributeValue> = []
    /// Keys that a dry run would have stored.
    private var rehearsedKeys: Set<AttributeValue> = []
    /// References to records of the same file that come later in it, by position in ``waiting``.
    private var ahead: [Int: [(lookup: Int, text: String)]] = [:]
    /// Records that were written without such a reference; it is set at the end.
    private var unlinked: [UnlinkedRow] = []
    /// Refused rows that the batch shall remember and that no transaction has stored yet.
    private var refusals: [ImportRow] = []
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

    /// The values of a row with lookups resolved; adds the making of targets that are not there yet.
    private mutating func valuesWithReferences(
        of index: Int, _ planned: inout [Planned]
    ) throws(RowTranslator.Problem) -> [String: DataValue] {
        var values = waiting[index].translation.values
        for (position, lookup) in translator.lookups.enumerated() {
            guard let value = waiting[index].translation.references[position], values[lookup.attribute] == nil else {
                continue
            }
            guard let (id, isNew) = try target(of: position, value, in: index) else { continue }
            values[lookup.attribute] = .text(id.description)
            guard isNew else { continue }
            var fields: [String: DataValue] = [lookup.match.attribute.name: .text(value)]
            for (attribute, text) in lookup.match.values { fields[attribute] = .text(text) }
            planned.append(
                Planned(
                    requests: [request(lookup.match.target.name, .create(id: id, fields))],
                    purpose: .target(lookup: position, value: value), row: index,
                    note: note(waiting[index], part: position, lookup.match.target, id, .created)))
        }
        return values
    }

    private mutating func plan(
        _ index: Int, _ values: [String: DataValue], _ existing: Record?, _ planned: inout [Planned]
    ) throws(RowTranslator.Problem) {
        if let existing {
            let changes = try differences(values, existing)
            if changes.isEmpty {
                report.counts.unchanged += 1
                noteUnlinked(index, existing.id)
            } else {
                planned.append(
                    Planned(
                        requests: [request(map.entity.name, .update(existing.id, changes))], purpose: .update,
                        row: index,
                        note: note(
                            waiting[index], part: translator.lookups.count, map.entity, existing.id, .updated)))
            }
        } else if rehearsedKeys.contains(waiting[index].key) {
            report.counts.updated += 1
        } else {
            let id = importer.ids.next()
            var group = [request(map.entity.name, .create(id: id, values))]
            for event in waiting[index].translation.events {
                group.append(
                    request(map.entity.name, .event(id, name: event.name, data: .null, values: event.values)))
            }
            planned.append(
                Planned(
                    requests: group, purpose: .create, row: index,
                    note: note(waiting[index], part: translator.lookups.count, map.entity, id, .created)))
        }
    }

    private func differences(
        _ values: [String: DataValue], _ existing: Record
    ) throws(RowTranslator.Problem) -> [String: DataValue] {
        var changes: [String: DataValue] = [:]
        for (name, value) in values {
            guard let attribute = map.entity.attribute(named: name) else { continue }
            switch attribute.type.coerce(value, of: name, keeping: existing[name]) {
            case .success(let coerced): if coerced != existing[name] { changes[name] = value }
            case .failure(let problem):
                throw RowTranslator.Problem(column: column(setting: name), problem: problem)
            }
        }
        return changes
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

    // MARK: References

    /// The record that a text refers to; nil where that is one which may come later in the file.
    private mutating func target(
        of position: Int, _ text: String, in index: Int
    ) throws(RowTranslator.Problem) -> (id: RecordID, isNew: Bool)? {
        let lookup = translator.lookups[position]
        let references = waiting[index].translation.references
        let others = translator.lookups.indices.filter {
            $0 != position && translator.lookups[$0].attribute == lookup.attribute && references[$0] != nil
        }
        guard !others.isEmpty else {
            do throws(RowTranslator.Problem) {
                return try targets.target(of: position, text, makingIDsWith: importer.ids)
            } catch {
                guard error.problem.code == "KTR-I164", isOwn(lookup) else { throw error }
                ahead[index, default: []].append((position, text))
                return nil
            }
        }
        // Of several entity types, exactly one must have such a record.
        let found = ([position] + others).compactMap { targets.known($0, text) }
        if found.count == 1 { return (found[0], false) }
        let names = ([position] + others).map { translator.lookups[$0].match.target.name }.joined(separator: ", ")
        throw RowTranslator.Problem(
            column: lookup.column,
            problem: found.isEmpty
                ? Refusal.Problem(
                    "KTR-I164",
                    LocalizedText(
                        "there is no '\(text)' among \(names)", german: "es gibt kein „\(text)“ unter \(names)"))
                : Refusal.Problem(
                    "KTR-I165",
                    LocalizedText(
                        "several of \(names) have a record '\(text)'",
                        german: "mehrere von \(names) haben einen Datensatz „\(text)“")))
    }

    /// Whether a lookup leads to records of the kind that is imported, and may be set after the record is made.
    private func isOwn(_ lookup: RowTranslator.Lookup) -> Bool {
        guard let attribute = map.entity.attribute(named: lookup.attribute) else { return false }
        return lookup.match.target.name == map.entity.name && !attribute.isRequired && !attribute.isImmutable
    }

    private mutating func noteUnlinked(_ index: Int, _ id: RecordID?) {
        guard let id, let references = ahead[index] else { return }
        unlinked += references.map { UnlinkedRow(row: waiting[index].row, id: id, lookup: $0.lookup, text: $0.text) }
    }

    /// Sets the references to records that came later in the file.
    private mutating func linkUnlinked() async throws {
        // Asked anew: what was missing when it was first asked for may be there now.
        var later = LookupTargets(translator.lookups)
        while !unlinked.isEmpty {
            let batch = Array(unlinked.prefix(settings.batchSize))
            unlinked.removeFirst(batch.count)
            let texts = batch.map { entry in
                translator.lookups.indices.map { $0 == entry.lookup ? entry.text : nil }
            }
            try later.find(texts, in: importer.destination, as: settings.principal)
            var linked: [(entry: UnlinkedRow, request: WriteRequest)] = []
            for entry in batch {
                if settings.isDryRun, isRehearsed(entry) { continue }
                let attribute = translator.lookups[entry.lookup].attribute
                do throws(RowTranslator.Problem) {
                    let id = try later.target(of: entry.lookup, entry.text, makingIDsWith: importer.ids).id
                    let values: [String: DataValue] = [attribute: .text(id.description)]
                    linked.append((entry, request(map.entity.name, .update(entry.id, values))))
                } catch {
                    try reportUnlinked(entry, error.column, error.problem.code, error.problem.message)
                }
            }
            guard !settings.isDryRun, !linked.isEmpty else { continue }
            let results = try await importer.destination.write(linked.map { [$0.request] }) { _ in [] }
            for (link, result) in zip(linked, results) {
                guard case .refused(_, let refusal) = result else { continue }
                let column = translator.lookups[link.entry.lookup].column
                try reportUnlinked(link.entry, column, refusal.code, refusal.message)
            }
        }
    }

    /// Whether a dry run would have made the record by now.
    private func isRehearsed(_ entry: UnlinkedRow) -> Bool {
        let attribute = translator.lookups[entry.lookup].match.attribute
        guard attribute.name == keyAttribute?.name,
            case .success(let key) = attribute.type.coerce(.text(entry.text))
        else { return true }
        return rehearsedKeys.contains(key)
    }

    private mutating func reportUnlinked(
        _ entry: UnlinkedRow, _ column: String?, _ code: String, _ reason: LocalizedText
    ) throws {
        var row = entry.row
        (row.column, row.code) = (column, code)
        row.reason = LocalizedText(
            "the record was stored without it: \(reason.english)",
            german: "der Datensatz wurde ohne diese Angabe gespeichert: \(reason[.german])")
        report.counts.unlinked += 1
        if report.refused.count < ImportReport.refusedShown { report.refused.append(row) }
        try settings.onRefusal?(row, header)
    }

    /// What the batch remembers of a record; rows count from 1 there, the header left out.
    private func note(
        _ entry: Waiting, part: Int, _ type: EntityType, _ id: RecordID, _ outcome: ImportRow.Outcome
    ) -> ImportRow {
        ImportRow(
            batch: batch.id, number: Int64(entry.row.number - 1), part: Int64(part), entity: type.name, recordID: id,
            outcome: outcome)
    }

    private mutating func refuse(_ entry: Waiting, by refusal: Refusal, request: Int) throws {
        var row = entry.row
        if let (column, cause) = targets.failure(among: entry.translation.references) {
            (row.column, row.code) = (column, "KTR-I166")
            let (why, warum) = (cause.message.english, cause.message[.german])
            row.reason = LocalizedText(
                "what it refers to could not be made: \(why)",
                german: "worauf sie sich bezieht, war nicht anzulegen: \(warum)")
            return try report(row)
        }
        row.code = refusal.code
        row.column = refusal.problems[0].attribute.flatMap(column(setting:))
        let all = refusal.problems
        row.reason = LocalizedText(
            all.map(\.message.english).joined(separator: "; "),
            german: all.map { $0.message[.german] }.joined(separator: "; "))
        if request > 0, entry.translation.events.indices.contains(request - 1) {
            let event = entry.translation.events[request - 1].name
            row.reason = LocalizedText(
                "event \(event): \(row.reason.english)", german: "Ereignis \(event): \(row.reason[.german])")
        }
        try report(row)
    }

    /// Refuses a row that never got as far as the write path.
    private mutating func refuse(_ row: RefusedRow) throws {
        refusals.append(
            ImportRow(
                batch: batch.id, number: Int64(row.number - 1), part: Int64(translator.lookups.count),
                entity: map.entity.name, outcome: .refused, column: row.column,
                reason: "\(row.reason.english) [\(row.code)]"))
        try report(row)
    }

    /// Counts a row as refused, whoever noted it.
    private mutating func report(_ row: RefusedRow) throws {
        report.counts.refused += 1
        if report.refused.count < ImportReport.refusedShown { report.refused.append(row) }
        try settings.onRefusal?(row, header)
    }

    private func refusedRow(_ row: CSVRow, _ column: String?, _ problem: Refusal.Problem?) -> RefusedRow {
        RefusedRow(
            number: row.number, line: row.line, column: column, code: problem?.code ?? "",
            reason: problem?.message ?? "", cells: (0..<row.cellCount).map(row.text))
    }

    private func column(setting attribute: String) -> String? {
        map.columns.first { $0.attribute.name == attribute }?.name
    }

    private func request(_ entity: String, _ operation: WriteRequest.Operation) -> WriteRequest {
        WriteRequest(principal: settings.principal, entity: entity, operation, cause: cause)
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
