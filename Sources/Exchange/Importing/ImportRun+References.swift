import Model

// What rows refer to: records that are there, that are made on the way, or that come later in the same text.

extension ImportRun {
    /// The record that a text refers to; nil where that is one which may come later in the file.
    mutating func target(
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

    mutating func noteUnlinked(_ index: Int, _ id: RecordID?) {
        guard let id, let references = ahead[index] else { return }
        unlinked += references.map { UnlinkedRow(row: waiting[index].row, id: id, lookup: $0.lookup, text: $0.text) }
    }

    /// Sets the references to records that came later in the file.
    mutating func linkUnlinked() async throws {
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
}
