import Model
import Storage

extension ImportRun {
    /// The values of a row with lookups resolved; adds the making of targets that are not there yet.
    mutating func valuesWithReferences(
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

    mutating func plan(
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

    /// What the batch remembers of a record; rows count from 1 there, the header left out.
    private func note(
        _ entry: Waiting, part: Int, _ type: EntityType, _ id: RecordID, _ outcome: ImportRow.Outcome
    ) -> ImportRow {
        ImportRow(
            batch: batch.id, number: Int64(entry.row.number - 1), part: Int64(part), entity: type.name, recordID: id,
            outcome: outcome)
    }

    func request(_ entity: String, _ operation: WriteRequest.Operation) -> WriteRequest {
        WriteRequest(principal: settings.principal, entity: entity, operation, cause: cause)
    }
}
