import Definitions
public import Model
import Queries
public import Records
public import Storage

/// The write path and the stored list of batches, as the importer uses them.
///
///     let importer = Importer(destination: RecordsDestination(records), ids: ids, clock: clock)
public struct RecordsDestination: ImportDestination {
    private let records: RecordService
    /// The installation's time zone.
    public var zone: Zone { records.zone }
    private var store: any Store { records.store }

    /// - Parameter records: the records that the import reads and changes.
    public init(_ records: RecordService) { self.records = records }

    /// What the principal may see of the records whose attribute has one of these values.
    public func records(
        of type: EntityType, where attribute: Attribute, isOneOf values: [AttributeValue], as principal: Principal
    ) throws -> [Record] {
        let catalog = records.deployment.get().catalog
        var found: [Record] = []
        var rest = values.compactMap(\.queryLiteral)[...]
        while !rest.isEmpty {
            var list = rest.removeFirst()
            var count = 1
            while count < 400, let next = rest.first, list.utf8.count + next.utf8.count < 12_000 {
                list += "," + next
                count += 1
                rest.removeFirst()
            }
            var query = Query(type)
            do {
                query.filter = try Filter("\(attribute.name) in (\(list))", on: type, in: catalog)
            } catch {
                throw error.refusal()
            }
            query.top = 10_000
            found += try records.list(query, as: principal).records
        }
        return found
    }

    /// Writes groups and what the batch remembers of them in one transaction.
    public func write(
        _ groups: [[WriteRequest]], noting: @escaping @Sendable ([ImportGroupResult]) -> [ImportRow]
    ) async throws -> [ImportGroupResult] {
        try await records.write(groups: groups) { outcomes, connection in
            for row in noting(outcomes.map(ImportGroupResult.init)) {
                try ImportRowTable.insert(row, on: connection)
            }
        }.map(ImportGroupResult.init)
    }

    /// Tries groups without keeping anything of them.
    public func rehearse(_ groups: [[WriteRequest]]) async throws -> [ImportGroupResult] {
        try await records.rehearse(groups: groups).map(ImportGroupResult.init)
    }

    /// Stores a file, piece by piece, for the record that will name it.
    public func upload(
        _ file: ImportedFile, to attribute: String, of entity: String, as principal: Principal
    ) async throws -> FileDescription {
        let target = try records.fileTarget(attribute, of: entity, as: principal)
        var upload = try await records.beginUpload(target, name: file.name, mediaType: nil, length: file.size)
        do {
            while true {
                let piece = try file.next()
                if piece.isEmpty { return try await upload.finish() }
                try await upload.append(piece)
            }
        } catch {
            await upload.abandon()
            throw error
        }
    }

    /// Takes an upload back.
    public func discard(_ file: RecordID) async { await records.discardUpload(file) }

    /// What is told of the files that a record holds.
    public func files(of record: Record) throws -> [RecordID: FileDescription] { try records.files(of: [record]) }

    /// Adds a batch to the list.
    public func insert(_ batch: ImportBatch) async throws {
        try await store.write { try ImportBatchTable.insert(batch, on: $0) }
    }

    /// Brings a batch of the list up to date.
    public func update(_ batch: ImportBatch) async throws {
        try await store.write { try ImportBatchTable.update(batch, on: $0) }
    }

    /// The batch of an id; nil where there is none.
    public func batch(_ id: RecordID) throws -> ImportBatch? {
        try store.read { try ImportBatchTable.batch(id, in: $0) }
    }

    /// The last batches, newest first.
    public func latestBatches(limit: Int) throws -> [ImportBatch] {
        try store.read { try ImportBatchTable.latest(limit: limit, in: $0) }
    }

    /// The records that a batch made, last first.
    public func createdRows(of batch: RecordID, before number: Int64?, limit: Int) throws -> [ImportRow] {
        try store.read { try ImportRowTable.created(in: batch, before: number, limit: limit, in: $0) }
    }
}

extension ImportGroupResult {
    fileprivate init(_ outcome: WriteGroupOutcome) {
        switch outcome {
        case .written(let outcomes): self = .written(revisions: outcomes.map(\.record.revision))
        case .refused(let index, let refusal): self = .refused(index: index, refusal)
        }
    }
}

extension AttributeValue {
    /// The value as the query language writes it; nil for null.
    fileprivate var queryLiteral: String? {
        switch self {
        case .null: nil
        case .text(let text):
            // An import asks for hundreds of keys at once, and hardly any has a quote in it.
            text.utf8.contains(UInt8(ascii: "'")) ? "'" + text.replacing("'", with: "''") + "'" : "'" + text + "'"
        default: displayText
        }
    }
}
