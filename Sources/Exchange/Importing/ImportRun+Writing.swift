import Model
import Records
import Storage

extension ImportRun {
    /// Writes the rows that wait, and tells those that are refused.
    mutating func writeWaiting() async throws {
        guard !waiting.isEmpty || !refusals.isEmpty else { return }
        let destination = importer.destination
        try targets.find(waiting.map(\.translation.references), in: destination, as: settings.principal)
        ahead.removeAll()
        var (planned, faulty) = try await planRows()
        try await findMoreFaults(&faulty)
        for index in faulty.map(\.row) { refuse(waiting[index]) }
        planned.sort { $0.row < $1.row }
        try await write(planned)
        try tellRefusals()
    }

    /// What the waiting rows need: those that are to be written, and those with something wrong, with what can be tried of them.
    private mutating func planRows() async throws -> (planned: [PlannedRow], faulty: [PlannedRow]) {
        var drafts: [(row: PlannedRow, values: [String: DataValue])] = []
        for index in waiting.indices {
            var row = PlannedRow(row: index, note: note(waiting[index], part: 0, map.entity, nil, .created))
            let values = valuesWithReferences(of: index, &row)
            drafts.append((row, values))
        }
        let existing = try existingRecords(drafts.map(\.values))
        var (planned, faulty): ([PlannedRow], [PlannedRow]) = ([], [])
        for (draft, given) in drafts {
            var (row, values) = (draft, given)
            let index = row.row
            let key = storedKey(values)
            let record = key.flatMap { existing[$0] }
            if waiting[index].translation.faults.isEmpty {
                values = try await storeFiles(of: index, values, record)
            }
            if waiting[index].translation.faults.isEmpty, settings.isDryRun, record == nil,
                let key = waiting[index].writtenKey, rehearsed.has(key)
            {
                if planAgain(index, values, key, &row) {
                    planned.append(row)
                } else {
                    countRehearsed(index, values, key)
                }
                noteUnlinked(index, rehearsed.id(key: key))
                continue
            }
            let isNeeded = try plan(index, values, record, &row)
            if !waiting[index].translation.faults.isEmpty {
                faulty.append(row)
            } else if isNeeded {
                planned.append(row)
            } else {
                report.counts.unchanged += 1
                noteUnlinked(index, record?.id)
            }
        }
        return (planned, faulty)
    }

    private mutating func write(_ planned: [PlannedRow]) async throws {
        let groups = planned.map(\.group)
        let notes = refusalNotes()
        guard !groups.isEmpty || (!notes.isEmpty && !settings.isDryRun) else {
            targets.settle(made: settings.isDryRun ? nil : [])
            return await files.settle(keeping: [])
        }
        let plan = planned.map { row in (row.note, row.targets.map { ($0.id, self.targetNote(row, $0)) }) }
        let results =
            settings.isDryRun
            ? try await importer.destination.rehearse(groups)
            : try await importer.destination.write(groups) { results, first in
                (first == 0 ? notes : [])
                    + zip(plan[first...], results).flatMap { row, result in Self.notes(row.0, row.1, result) }
            }
        var made: Set<RecordID> = []
        var written: Set<Int> = []
        for (row, result) in zip(planned, results) {
            switch result {
            case .written(let records, _):
                written.insert(row.row)
                for target in row.targets where records.contains(where: { $0.id == target.id }) {
                    made.insert(target.id)
                }
                count(row, records)
            case .refused(let index, let refusal): refuse(row, by: refusal, request: index)
            }
        }
        await files.settle(keeping: settings.isDryRun ? [] : written)
        let new = made.subtracting(rehearsedTargets)
        report.counts.createdTargets += new.count
        if settings.isDryRun { rehearsedTargets.formUnion(new) }
        targets.settle(made: settings.isDryRun ? nil : made)
    }

    private mutating func count(_ row: PlannedRow, _ records: [Record]) {
        if row.note.outcome == .created { report.counts.created += 1 } else { report.counts.updated += 1 }
        noteUnlinked(row.row, row.note.recordID)
        if settings.isDryRun, let key = waiting[row.row].writtenKey, let record = records.last {
            rehearsed.note(record, key: key)
            rehearsed.keep(row.group, key: key)
        }
    }

    private func targetNote(
        _ row: PlannedRow, _ target: (lookup: Int, id: RecordID, request: WriteRequest)
    ) -> ImportRow {
        let type = translator.lookups[target.lookup].match.target
        return note(waiting[row.row], part: target.lookup, type, target.id, .created)
    }

    /// What the batch remembers of a row once it is known what became of it. A refused row is remembered when it is told.
    private static func notes(
        _ row: ImportRow, _ targets: [(RecordID, ImportRow)], _ result: ImportGroupResult
    ) -> [ImportRow] {
        switch result {
        case .written(let records, let further):
            func revised(_ note: ImportRow) -> ImportRow? {
                guard let record = records.last(where: { $0.id == note.recordID }) else { return nil }
                var revised = note
                revised.revision = record.revision
                return revised
            }
            return targets.compactMap { revised($0.1) } + [revised(row)].compactMap { $0 }
                + following(row, further, beside: records)
        case .refused(_, let refusal):
            var refused = row
            (refused.outcome, refused.recordID, refused.reason) = (.refused, nil, refusal.description)
            return [refused]
        }
    }

    /// What rules wrote because of a row: undoing takes it back, too.
    private static func following(_ row: ImportRow, _ further: [RecordKey], beside records: [Record]) -> [ImportRow] {
        var seen = Set(records.map(\.key))
        return further.filter { seen.insert($0).inserted }.enumerated().map { place, key in
            ImportRow(
                batch: row.batch, number: row.number, part: ImportRow.firstFollowing + Int64(place), entity: key.entity,
                recordID: key.id, outcome: .followed)
        }
    }

    /// Uploads the files that a row names; what is wrong with one is added to the row's faults.
    private mutating func storeFiles(
        of index: Int, _ values: [String: DataValue], _ existing: Record?
    ) async throws -> [String: DataValue] {
        var stored = values
        do {
            try await files.store(&stored, row: index, existing: existing)
        } catch let refusal as Refusal where refusal.kind != .unavailable {
            waiting[index].translation.faults += refusal.problems.map { problem in
                RowTranslator.Problem(column: problem.attribute.flatMap(column(setting:)), problem: problem)
            }
        }
        return stored
    }

    /// The key of a row as its record has it; nil where a part of it is not there.
    private func storedKey(_ values: [String: DataValue]) -> [AttributeValue]? {
        guard !keyAttributes.isEmpty else { return nil }
        var key: [AttributeValue] = []
        for attribute in keyAttributes {
            guard case .success(let value) = attribute.type.coerce(values[attribute.name] ?? .null, of: attribute.name),
                !value.isNull
            else { return nil }
            key.append(value)
        }
        return key
    }

    private func existingRecords(_ rows: [[String: DataValue]]) throws -> [[AttributeValue]: Record] {
        let keys = Set(rows.compactMap(storedKey))
        guard !keys.isEmpty else { return [:] }
        let found = try importer.destination.records(
            of: map.entity, where: keyAttributes, areOneOf: Array(keys), as: settings.principal)
        return Dictionary(
            found.map { record in (keyAttributes.map { record[$0.name] }, record) },
            uniquingKeysWith: { first, _ in first })
    }
}
