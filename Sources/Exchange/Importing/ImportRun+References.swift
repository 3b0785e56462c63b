import Model
import Records
import Storage

// What rows refer to: records that are there, that are made on the way, or that come later in the same text.

extension ImportRun {
    /// The record that a text refers to; nil where that is one which may come later in the file.
    mutating func target(
        of position: Int, _ text: String, in index: Int
    ) throws(RowTranslator.Problem) -> LookupTargets.Target? {
        let lookup = translator.lookups[position]
        let references = waiting[index].translation.references
        let others = translator.lookups.indices.filter {
            $0 != position && translator.lookups[$0].attribute == lookup.attribute
                && translator.lookups[$0].owner == lookup.owner && references[$0] != nil
        }
        guard !others.isEmpty else {
            // Another row of the batch makes or has that record: nothing is to be made beside it.
            if isOwn(lookup), isKeyOfRow(text, lookup), targets.known(position, text) == nil {
                ahead[index, default: []].append((position, text))
                return nil
            }
            do throws(RowTranslator.Problem) {
                let (principal, cause) = (settings.principal, cause)
                return try targets.target(of: position, text, makingIDsWith: importer.ids) { type, id, values in
                    WriteRequest(principal: principal, entity: type.name, .create(id: id, values), cause: cause)
                }
            } catch {
                guard error.problem.code == "KTR-I164", isOwn(lookup) else { throw error }
                ahead[index, default: []].append((position, text))
                return nil
            }
        }
        // Of several entity types, exactly one must have such a record.
        let found = ([position] + others).compactMap { targets.known($0, text) }
        if found.count == 1 { return LookupTargets.Target(id: found[0]) }
        let names = shortList(([position] + others).map { translator.lookups[$0].match.target.name })
        throw RowTranslator.Problem(
            column: lookup.column,
            problem: found.isEmpty
                ? Refusal.Problem(
                    "KTR-I164", attribute: lookup.attribute,
                    LocalizedText(
                        "there is no '\(text)' among \(names)", german: "es gibt kein „\(text)“ unter \(names)"))
                : Refusal.Problem(
                    "KTR-I165", attribute: lookup.attribute,
                    LocalizedText(
                        "several of \(names) have a record '\(text)'",
                        german: "mehrere von \(names) haben einen Datensatz „\(text)“")))
    }

    /// Whether a lookup leads to records of the kind that is imported, and may be set after the record is made.
    private func isOwn(_ lookup: RowTranslator.Lookup) -> Bool {
        guard lookup.owner == .row, let attribute = map.entity.attribute(named: lookup.attribute) else { return false }
        return lookup.match.target.name == map.entity.name && !attribute.isRequired && !attribute.isImmutable
    }

    /// Whether a row of the batch has the key that a text refers to.
    private func isKeyOfRow(_ text: String, _ lookup: RowTranslator.Lookup) -> Bool {
        let attribute = lookup.match.attribute
        guard map.keys == [attribute.name], case .success(let key) = attribute.type.coerce(.text(tidied(text))) else {
            return false
        }
        return waitingKeys.contains([key])
    }

    mutating func noteUnlinked(_ index: Int, _ id: RecordID?) {
        guard let id, let references = ahead[index] else { return }
        let entry = waiting[index]
        unlinked += references.map { reference in
            let isByKey = map.keys == [translator.lookups[reference.lookup].match.attribute.name]
            return UnlinkedRow(
                row: entry.row, id: id, lookup: reference.lookup, text: reference.text,
                key: isByKey ? entry.writtenKey?.first?.displayText : nil)
        }
    }

    /// Sets the references to records that came later in the file.
    mutating func linkUnlinked() async throws {
        // Asked anew: what was missing when it was first asked for may be there now.
        var later = LookupTargets(translator.lookups)
        var rings = RehearsedRings()
        while !unlinked.isEmpty {
            let entries = Array(unlinked.prefix(settings.batchSize))
            unlinked.removeFirst(entries.count)
            let texts = entries.map { entry in
                translator.lookups.indices.map { $0 == entry.lookup ? entry.text : nil }
            }
            try later.find(texts, in: importer.destination, as: settings.principal)
            var linked: [(entry: UnlinkedRow, request: WriteRequest, note: ImportRow)] = []
            for entry in entries {
                if settings.isDryRun, isRehearsed(entry) {
                    if let ring = rings.problem(setting: entry, in: translator, of: map.entity) {
                        try reportUnlinked(entry, translator.lookups[entry.lookup].column, ring.code, ring.message)
                    }
                    continue
                }
                let attribute = translator.lookups[entry.lookup].attribute
                do throws(RowTranslator.Problem) {
                    // None is made here: what may be made was made with its row.
                    let target = try later.target(of: entry.lookup, entry.text, makingIDsWith: importer.ids) {
                        type, id, values in
                        request(type.name, .create(id: id, values))
                    }
                    let id = target.id
                    let values: [String: DataValue] = [attribute: .text(id.description)]
                    // Behind the parts of the row itself: undoing knows by it that the record was changed by the batch alone.
                    let part = translator.lookups.count + 1 + entry.lookup
                    let note = ImportRow(
                        batch: batch.id, number: Int64(entry.row.number - 1), part: Int64(part),
                        entity: map.entity.name, recordID: entry.id, outcome: .updated)
                    linked.append((entry, request(map.entity.name, .update(entry.id, values)), note))
                } catch {
                    try reportUnlinked(entry, error.column, error.problem.code, error.problem.message)
                }
            }
            guard !settings.isDryRun, !linked.isEmpty else { continue }
            let notes = linked.map(\.note)
            let groups = linked.map { WriteGroup([$0.request]) }
            let results = try await importer.destination.write(groups) { results, first in
                zip(notes[first...], results).compactMap { note, result in
                    guard case .written(let records, _) = result else { return nil }
                    var revised = note
                    revised.revision = records.last?.revision
                    return revised
                }
            }
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
        guard map.keys == [attribute.name], case .success(let key) = attribute.type.coerce(.text(tidied(entry.text)))
        else { return true }
        return rehearsed.has([key])
    }

    private mutating func reportUnlinked(
        _ entry: UnlinkedRow, _ column: String?, _ code: String, _ reason: LocalizedText
    ) throws {
        var row = entry.row
        row.faults = [
            RefusedRow.Fault(
                column: column, code: code,
                reason: LocalizedText(
                    "the record was stored without it: \(reason.english)",
                    german: "der Datensatz wurde ohne diese Angabe gespeichert: \(reason[.german])"))
        ]
        report.counts.unlinked += 1
        try tell(row)
    }
}
