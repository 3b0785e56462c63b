import Exchange
import Model
import Storage
import Synchronization

/// Keeps records in memory as the write path would: required values, unique keys, a chart of three states.
final class InMemoryDestination: ImportDestination {
    struct Contents {
        var records: [RecordID: Record] = [:]
        var batches: [RecordID: ImportBatch] = [:]
        var rows: [ImportRow] = []
        var transactions = 0
    }

    let contents = Mutex(Contents())
    let zone = Zone.utc
    let types: [EntityType]
    /// From, event, to.
    let transitions = [("received", "accept", "in_progress"), ("in_progress", "close", "closed")]

    init(types: [EntityType]) { self.types = types }

    func all(_ entity: String) -> [Record] {
        contents.withLock { $0.records.values.filter { $0.type.name == entity }.sorted { $0.id < $1.id } }
    }

    func records(
        of type: EntityType, where attribute: Attribute, isOneOf values: [AttributeValue], as principal: Principal
    ) -> [Record] {
        let wanted = Set(values)
        return all(type.name).filter { wanted.contains($0[attribute.name]) }
    }

    func write(
        _ groups: [[WriteRequest]], noting: @escaping @Sendable ([ImportGroupResult]) -> [ImportRow]
    ) async throws -> [ImportGroupResult] {
        contents.withLock { contents in
            contents.transactions += 1
            let results = groups.map { perform($0, on: &contents) }
            contents.rows += noting(results)
            return results
        }
    }

    func rehearse(_ groups: [[WriteRequest]]) async throws -> [ImportGroupResult] {
        contents.withLock { contents in
            var copy = contents
            return groups.map { perform($0, on: &copy) }
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

    func createdRows(of batch: RecordID, before number: Int64?, limit: Int) -> [ImportRow] {
        contents.withLock { contents in
            let created = contents.rows.filter {
                $0.batch == batch && $0.outcome == .created && $0.number < number ?? .max
            }
            return Array(created.sorted { ($0.number, $0.part) > ($1.number, $1.part) }.prefix(limit))
        }
    }

    private func perform(_ group: [WriteRequest], on contents: inout Contents) -> ImportGroupResult {
        var records = contents.records
        var revisions: [Int64] = []
        for (index, request) in group.enumerated() {
            do throws(Refusal) {
                revisions.append(try perform(request, on: &records))
            } catch {
                return .refused(index: index, error)
            }
        }
        contents.records = records
        return .written(revisions: revisions)
    }

    private func perform(_ request: WriteRequest, on records: inout [RecordID: Record]) throws(Refusal) -> Int64 {
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
            return 1
        case .update(let id, let values):
            guard var record = records[id] else { throw Refusal(.notFound, "KTR-R003", "not there") }
            try set(values, in: &record)
            record[.revision] = .integer(record.revision + 1)
            try validate(record, records)
            records[id] = record
            return record.revision
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
            return record.revision
        case .delete(let id):
            guard let record = records[id] else { throw Refusal(.notFound, "KTR-R003", "not there") }
            if let expected = request.expectedRevision, expected != record.revision {
                throw Refusal(.stale, "KTR-R004", "changed")
            }
            if records.values.contains(where: { $0.id != id && $0.values.contains(.record(id)) }) {
                throw Refusal(.conflict, "KTR-R005", "referred to")
            }
            records[id] = nil
            return record.revision
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
