import Exchange
import Model
import Records
import Storage
import Synchronization

/// Keeps records in memory as the write path would: required values, unique keys, a chart of three states.
final class InMemoryDestination: ImportDestination {
    struct Contents {
        var records: [RecordID: Record] = [:]
        var batches: [RecordID: ImportBatch] = [:]
        var rows: [ImportRow] = []
        var transactions = 0
        /// Every change that was stored, oldest first.
        var changes: [Change] = []
    }

    struct Change {
        var id: RecordID
        var request: String
        var before: Record?
        var after: Record?
    }

    let contents = Mutex(Contents())
    let types: [EntityType]
    /// From, event, to.
    let transitions = [("received", "accept", "in_progress"), ("in_progress", "close", "closed")]

    init(types: [EntityType], zone: Zone = .utc) {
        self.types = types
        self.zone = zone
    }

    func all(_ entity: String) -> [Record] {
        contents.withLock { $0.records.values.filter { $0.type.name == entity }.sorted { $0.id < $1.id } }
    }

    let zone: Zone

    func records(
        of type: EntityType, where attributes: [Attribute], areOneOf keys: [[AttributeValue]], as principal: Principal
    ) -> [Record] {
        let wanted = Set(keys)
        return all(type.name).filter { record in wanted.contains(attributes.map { record[$0.name] }) }
    }

    func write(
        _ groups: [WriteGroup], noting: @escaping @Sendable ([ImportGroupResult], _ first: Int) -> [ImportRow]
    ) async throws -> [ImportGroupResult] {
        contents.withLock { contents in
            contents.transactions += 1
            let results = perform(groups, on: &contents)
            contents.rows += noting(results, 0)
            return results
        }
    }

    func rehearse(_ groups: [WriteGroup]) async throws -> [ImportGroupResult] {
        contents.withLock { contents in
            var copy = contents
            return perform(groups, on: &copy)
        }
    }

    func upload(
        _ file: ImportedFile, to attribute: String, of entity: String, as principal: Principal
    ) throws -> FileDescription {
        throw Refusal(.invalid, "KTR-R179", "no files here")
    }

    func discard(_ file: RecordID) {}
    func files(of record: Record) -> [RecordID: FileDescription] { [:] }

    func insert(_ batch: ImportBatch) { contents.withLock { $0.batches[batch.id] = batch } }
    func update(_ batch: ImportBatch) { contents.withLock { $0.batches[batch.id] = batch } }
    func batch(_ id: RecordID) -> ImportBatch? { contents.withLock { $0.batches[id] } }

    func latestBatches(limit: Int) -> [ImportBatch] {
        contents.withLock { Array($0.batches.values.sorted { $0.id > $1.id }.prefix(limit)) }
    }

    func changedRows(of batch: RecordID, before number: Int64?, limit: Int) -> [ImportRow] {
        contents.withLock { contents in
            let changed = contents.rows.filter {
                $0.batch == batch && $0.recordID != nil && $0.number < number ?? .max
            }
            return Array(changed.sorted { ($0.number, $0.part) > ($1.number, $1.part) }.prefix(limit))
        }
    }

    func countsSoFar(of batch: RecordID) -> ImportBatch.Counts {
        let outcomes = contents.withLock { $0.rows.filter { $0.batch == batch }.map(\.outcome) }
        return ImportBatch.Counts(
            created: outcomes.count { $0 == .created }, updated: outcomes.count { $0 == .updated },
            refused: outcomes.count { $0 == .refused })
    }

    func changes(
        of entity: String, _ id: RecordID, by batch: RecordID, as principal: Principal
    ) throws -> ImportedChanges? {
        let (record, changes) = contents.withLock { contents in
            (contents.records[id], contents.changes.filter { $0.id == id })
        }
        guard let record else { throw Refusal(.notFound, "KTR-R003", "not there") }
        let own = changes.reversed().prefix { $0.request == batch.description }
        guard let first = own.last else { return nil }
        let state = record.type.stateAttribute?.name
        let changed = record.type.declaredPositions.filter { position in
            own.contains { $0.before?.values[position] != $0.after?.values[position] }
        }
        return ImportedChanges(
            revision: record.revision, isMade: first.before == nil,
            before: changed.map { (record.type.attributes[$0], first.before?.values[$0] ?? .null) },
            hasMoved: changed.contains { record.type.attributes[$0].name == state })
    }

    /// A target is made with the first group that needs it and is stored.
    private func perform(_ groups: [WriteGroup], on contents: inout Contents) -> [ImportGroupResult] {
        groups.map { group in
            let before = contents.records
            var (records, changed): ([RecordID: Record], [Record]) = (before, [])
            for (index, request) in (group.targets + group.requests).enumerated() {
                if index < group.targets.count, case .create(let id?, _) = request.operation, before[id] != nil {
                    continue
                }
                do throws(Refusal) {
                    changed.append(try perform(request, on: &records))
                } catch {
                    return .refused(index: index, error)
                }
            }
            contents.records = records
            let cause = (group.targets + group.requests).first?.cause.request ?? ""
            for id in Set(changed.map(\.id)) {
                contents.changes.append(Change(id: id, request: cause, before: before[id], after: records[id]))
            }
            return .written(changed)
        }
    }

    private func perform(_ request: WriteRequest, on records: inout [RecordID: Record]) throws(Refusal) -> Record {
        guard let type = types.first(where: { $0.name == request.entity }) else {
            throw Refusal(.malformed, "KTR-R001", "unknown entity type")
        }
        switch request.operation {
        case .create(let id, let values):
            guard let id else { throw Refusal(.malformed, "KTR-R002", "no id") }
            var record = Record(type: type, values: Array(repeating: .null, count: type.attributes.count))
            record[.id] = .record(id)
            record[.revision] = .integer(1)
            if let state = type.stateAttribute { record[state.name] = .text("received") }
            try set(values, in: &record)
            try validate(record, records)
            records[id] = record
            return record
        case .update(let id, let values):
            guard var record = records[id] else { throw Refusal(.notFound, "KTR-R003", "not there") }
            try checkRevision(request, record)
            try set(values, in: &record)
            record[.revision] = .integer(record.revision + 1)
            try validate(record, records)
            records[id] = record
            return record
        case .event(let id, let name, _, let values):
            guard var record = records[id], let state = type.stateAttribute else {
                throw Refusal(.notFound, "KTR-R003", "not there")
            }
            guard let step = transitions.first(where: { .text($0.0) == record[state.name] && $0.1 == name }) else {
                throw Refusal(.conflict, "KTR-C001", "not possible now")
            }
            try set(values, in: &record)
            record[state.name] = .text(step.2)
            record[.revision] = .integer(record.revision + 1)
            records[id] = record
            return record
        case .delete(let id):
            guard let record = records[id] else { throw Refusal(.notFound, "KTR-R003", "not there") }
            try checkRevision(request, record)
            if records.values.contains(where: { $0.id != id && $0.values.contains(.record(id)) }) {
                throw Refusal(.conflict, "KTR-R005", "referred to")
            }
            records[id] = nil
            return record
        }
    }

    private func checkRevision(_ request: WriteRequest, _ record: Record) throws(Refusal) {
        if let expected = request.expectedRevision, expected != record.revision {
            throw Refusal(.stale, "KTR-R004", "changed")
        }
    }

    private func set(_ values: [String: DataValue], in record: inout Record) throws(Refusal) {
        for (name, value) in values {
            guard let attribute = record.type.attribute(named: name) else { continue }
            switch attribute.type.coerce(value, of: name) {
            case .success(let value): record[name] = value
            case .failure(let problem): throw Refusal(.invalid, [problem])
            }
        }
    }

    private func validate(_ record: Record, _ records: [RecordID: Record]) throws(Refusal) {
        for position in record.type.declaredPositions {
            let attribute = record.type.attributes[position]
            if attribute.isRequired, record.values[position].isNull {
                throw Refusal(.invalid, "KTR-R006", attribute: attribute.name, "\(attribute.name) is required")
            }
            if case .lookup = attribute.type, case .record(let id) = record.values[position], records[id] == nil {
                throw Refusal(.invalid, "KTR-R007", attribute: attribute.name, "refers to nothing")
            }
        }
        for key in record.type.keys {
            let values = key.map { record.values[$0] }
            let twin = records.values.first { other in
                other.type == record.type && other.id != record.id && key.map { other.values[$0] } == values
            }
            if twin != nil { throw Refusal(.conflict, "KTR-R008", "not unique") }
        }
    }
}
