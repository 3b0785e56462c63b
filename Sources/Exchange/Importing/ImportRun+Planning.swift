import Model
import Records
import Storage

/// What becomes of one row: the writes that it needs.
struct PlannedRow {
    /// Lookup targets that are to be made for it, with the lookup that needs them.
    var targets: [(lookup: Int, id: RecordID, request: WriteRequest)] = []
    var requests: [WriteRequest] = []
    /// Position in ``ImportRun/waiting``.
    var row: Int
    /// What the batch remembers when the row is written.
    var note: ImportRow

    /// What a dry run tries first: the writes of earlier rows of the same record.
    private(set) var earlier = WriteGroup([])

    var group: WriteGroup {
        WriteGroup(earlier.requests + requests, targets: earlier.targets + targets.map(\.request))
    }

    /// Puts the row behind the writes of earlier ones.
    mutating func follow(_ group: WriteGroup?) { earlier = group ?? WriteGroup([]) }

    /// Which of its own writes one of the group is, targets first; nil for one of an earlier row.
    func own(_ index: Int) -> Int? {
        let (targetsBefore, requestsBefore) = (earlier.targets.count, earlier.requests.count)
        let lastTarget = targetsBefore + targets.count
        if index < lastTarget { return index < targetsBefore ? nil : index - targetsBefore }
        return index < lastTarget + requestsBefore ? nil : index - targetsBefore - requestsBefore
    }
}

extension ImportRun {
    /// The values of a row with lookups resolved; what is wrong with a lookup is added to the row's faults.
    mutating func valuesWithReferences(of index: Int, _ planned: inout PlannedRow) -> [String: DataValue] {
        var values = waiting[index].translation.values
        for (position, lookup) in translator.lookups.enumerated() {
            guard let text = waiting[index].translation.references[position] else { continue }
            var event: Int?
            switch lookup.owner {
            case .row: if values[lookup.attribute] != nil { continue }
            case .event(let number):
                event = waiting[index].translation.events.firstIndex { $0.number == number }
                guard let event, waiting[index].translation.events[event].values[lookup.attribute] == nil else {
                    continue
                }
            // Looked for when it is made.
            case .target: continue
            }
            do throws(RowTranslator.Problem) {
                guard let target = try target(of: position, text, in: index) else { continue }
                if let event {
                    waiting[index].translation.events[event].values[lookup.attribute] = .text(target.id.description)
                } else {
                    values[lookup.attribute] = .text(target.id.description)
                }
                guard let making = target.making, !planned.targets.contains(where: { $0.id == target.id }) else {
                    continue
                }
                planned.targets.append((position, target.id, making))
            } catch {
                // A lookup to several entity types is one cell.
                let faults = waiting[index].translation.faults
                if !faults.contains(where: { $0.problem.attribute == lookup.attribute }) {
                    waiting[index].translation.faults.append(error)
                }
            }
        }
        return values
    }

    /// What a row needs to be written; nil where its record is as the row says already.
    mutating func plan(_ index: Int, _ values: [String: DataValue], _ existing: Record?, _ planned: inout PlannedRow)
        throws -> Bool
    {
        let key = waiting[index].writtenKey ?? []
        if let existing {
            let changes = differences(values, existing, index)
            // A dry run goes by what earlier rows would have stored.
            let isRepeated = settings.isDryRun && rehearsed.has(key)
            let events = events(
                of: index, isNew: false,
                state: isRepeated ? rehearsed.state(key: key) : existing.state(of: map.entity))
            guard !(isRepeated ? isRehearsed(values, key) : changes.isEmpty) || !events.isEmpty else { return false }
            planned.note = note(waiting[index], part: translator.lookups.count, map.entity, existing.id, .updated)
            let updates = isRepeated ? values : changes
            if !updates.isEmpty { planned.requests = [request(map.entity.name, .update(existing.id, updates))] }
            planned.requests += events.map { event in
                request(map.entity.name, .event(existing.id, name: event.name, data: .null, values: event.values))
            }
            if isRepeated { planned.follow(rehearsed.writes(key: key)) }
            return true
        }
        let id = importer.ids.next()
        planned.note = note(waiting[index], part: translator.lookups.count, map.entity, id, .created)
        planned.requests = [request(map.entity.name, .create(id: id, values))]
        planned.requests += events(of: index, isNew: true, state: .null).map { event in
            request(map.entity.name, .event(id, name: event.name, data: .null, values: event.values))
        }
        return true
    }

    /// What a row of a dry run needs whose record an earlier row would have made; false where it changes nothing, or where it is
    /// not known any more how that record would be made.
    func planAgain(
        _ index: Int, _ values: [String: DataValue], _ key: [AttributeValue], _ planned: inout PlannedRow
    ) -> Bool {
        guard let id = rehearsed.id(key: key), let earlier = rehearsed.writes(key: key) else { return false }
        let events = events(of: index, isNew: false, state: rehearsed.state(key: key))
        let isSame = isRehearsed(values, key)
        guard !isSame || !events.isEmpty else { return false }
        planned.note = note(waiting[index], part: translator.lookups.count, map.entity, id, .updated)
        if !isSame { planned.requests = [request(map.entity.name, .update(id, values))] }
        planned.requests += events.map { event in
            request(map.entity.name, .event(id, name: event.name, data: .null, values: event.values))
        }
        planned.follow(earlier)
        return true
    }

    /// Counts a row of a dry run whose record an earlier row would have made.
    mutating func countRehearsed(_ index: Int, _ values: [String: DataValue], _ key: [AttributeValue]) {
        let events = events(of: index, isNew: false, state: rehearsed.state(key: key))
        if isRehearsed(values, key), events.isEmpty { report.counts.unchanged += 1 } else { report.counts.updated += 1 }
        for (name, value) in values {
            guard let attribute = map.entity.attribute(named: name),
                case .success(let coerced) = attribute.type.coerce(value, of: name)
            else { continue }
            rehearsed.set(coerced, to: name, key: key)
        }
    }

    /// Whether a dry run's record would have all of these values.
    private func isRehearsed(_ values: [String: DataValue], _ key: [AttributeValue]) -> Bool {
        values.allSatisfy { name, value in
            guard let attribute = map.entity.attribute(named: name),
                case .success(let coerced) = attribute.type.coerce(value, of: name)
            else { return false }
            return !rehearsed.differs(coerced, from: name, key: key)
        }
    }

    private func events(of index: Int, isNew: Bool, state: AttributeValue) -> [RowTranslator.Event] {
        waiting[index].translation.events.filter { event in
            switch event.occasion {
            case .create: isNew
            case .update: !isNew && event.unless.isDisjoint(with: state.words)
            case .both: isNew || event.unless.isDisjoint(with: state.words)
            }
        }
    }

    private mutating func differences(
        _ values: [String: DataValue], _ existing: Record, _ index: Int
    ) -> [String: DataValue] {
        var changes: [String: DataValue] = [:]
        for (name, value) in values {
            guard let attribute = map.entity.attribute(named: name) else { continue }
            switch attribute.type.coerce(value, of: name, keeping: existing[name]) {
            case .success(let coerced): if coerced != existing[name] { changes[name] = value }
            case .failure(let problem):
                // A cell that was refused already, as a file that is not there, is refused once.
                if waiting[index].translation.faults.contains(where: { $0.problem.attribute == name }) { continue }
                let fault = fault(of: problem, in: waiting[index].row)
                waiting[index].translation.faults.append(
                    RowTranslator.Problem(
                        column: fault.column,
                        problem: Refusal.Problem(fault.code, attribute: name, fault.reason, hint: problem.hint)))
            }
        }
        return changes
    }

    /// What the batch remembers of a record; rows count from 1 there, the first row of the file left out.
    func note(
        _ entry: Waiting, part: Int, _ type: EntityType, _ id: RecordID?, _ outcome: ImportRow.Outcome
    ) -> ImportRow {
        ImportRow(
            batch: batch.id, number: Int64(entry.row.number - 1), part: Int64(part), entity: type.name, recordID: id,
            outcome: outcome)
    }

    func request(_ entity: String, _ operation: WriteRequest.Operation) -> WriteRequest {
        WriteRequest(principal: settings.principal, entity: entity, operation, cause: cause)
    }
}

extension Record {
    /// What the record's state attribute holds.
    fileprivate func state(of type: EntityType) -> AttributeValue { type.stateAttribute.map { self[$0.name] } ?? .null }
}

extension AttributeValue {
    /// The states that are active.
    fileprivate var words: Set<String> {
        guard case .text(let text) = self else { return [] }
        return Set(text.split(separator: " ").map(String.init))
    }
}
