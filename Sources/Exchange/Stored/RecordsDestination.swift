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

    /// What the principal may see of the records whose attributes together have one of these keys.
    public func records(
        of type: EntityType, where attributes: [Attribute], areOneOf keys: [[AttributeValue]], as principal: Principal
    ) throws -> [Record] {
        // Several attributes are asked for one by one, which finds more than is wanted: fewer at a time, then.
        let most = attributes.count == 1 ? 400 : 60
        var found: [Record] = []
        var rest = keys[...]
        while !rest.isEmpty {
            var (count, length) = (0, 0)
            for key in rest.prefix(most) {
                length += key.reduce(0) { $0 + ($1.queryLiteral?.utf8.count ?? 0) + 1 }
                if count > 0, length > 12_000 { break }
                count += 1
            }
            found += try some(of: type, attributes, rest.prefix(count), principal)
            rest = rest.dropFirst(count)
        }
        return found
    }

    private func some(
        of type: EntityType, _ attributes: [Attribute], _ keys: ArraySlice<[AttributeValue]>, _ principal: Principal
    ) throws -> [Record] {
        let conditions = attributes.enumerated().map { index, attribute in
            let literals = Set(keys.compactMap { $0[index].queryLiteral })
            return literals.isEmpty ? "false" : "\(attribute.name) in (\(literals.sorted().joined(separator: ",")))"
        }
        guard !conditions.contains("false") else { return [] }
        var query = Query(type)
        do {
            query.filter = try Filter(
                conditions.joined(separator: " and "), on: type, in: records.deployment.get().catalog)
        } catch {
            throw error.refusal()
        }
        let most = 10_000
        query.top = most
        let found = try records.list(query, as: principal).records
        guard found.count == most, keys.count > 1 else { return found }
        // More than one answer holds: each half by itself.
        let half = keys.count / 2
        return try some(of: type, attributes, keys.prefix(half), principal)
            + some(of: type, attributes, keys.dropFirst(half), principal)
    }

    /// Writes groups, and what the batch remembers of each in the transaction of that group.
    public func write(
        _ groups: [WriteGroup], noting: @escaping @Sendable ([ImportGroupResult], _ first: Int) -> [ImportRow]
    ) async throws -> [ImportGroupResult] {
        try await records.write(groups) { outcomes, first, connection in
            for row in noting(outcomes.map(ImportGroupResult.init), first) {
                try ImportRowTable.insert(row, on: connection)
            }
        }.map(ImportGroupResult.init)
    }

    /// Tries groups without keeping anything of them.
    public func rehearse(_ groups: [WriteGroup]) async throws -> [ImportGroupResult] {
        try await records.rehearse(groups).map(ImportGroupResult.init)
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

    /// What a batch did to records, last first.
    public func changedRows(of batch: RecordID, before number: Int64?, limit: Int) throws -> [ImportRow] {
        try store.read { try ImportRowTable.changed(in: batch, before: number, limit: limit, in: $0) }
    }

    /// How many rows of a batch had which outcome, by what it remembers of them.
    public func countsSoFar(of batch: RecordID) throws -> ImportBatch.Counts {
        try store.read { try ImportRowTable.counts(in: batch, in: $0) }
    }

    /// What a batch did to a record, by the record's history: the newest entries, as long as they are the batch's own.
    public func changes(
        of entity: String, _ id: RecordID, by batch: RecordID, as principal: Principal
    ) throws -> ImportedChanges? {
        var result: ImportedChanges?
        var (revision, before): (Int64?, Int64?) = (nil, nil)
        var values: [String: (attribute: Attribute, value: AttributeValue)] = [:]
        // What a later import did and what took that back cancel out.
        var takenBack: Set<String> = []
        search: while true {
            // What was before is asked for as the system: what this principal could not see then would be missing in it.
            let page = try records.history(of: entity, id, as: .system, before: before, limit: 50)
            for entry in page.entries {
                revision = revision ?? entry.revision
                let request = entry.cause.request
                // What this undoing wrote already, by rules, is taken back with the rest.
                let isOwn = request == batch.description || request == ImportUndoing.prefix + batch.description
                if !isOwn, request.hasPrefix(ImportUndoing.prefix) {
                    takenBack.insert(String(request.dropFirst(ImportUndoing.prefix.count)))
                    continue
                }
                if takenBack.contains(request) { continue }
                guard isOwn else { break search }
                var changes =
                    result ?? ImportedChanges(revision: revision ?? 0, isMade: false, before: [], hasMoved: false)
                if entry.kind == .create { changes.isMade = true }
                if entry.kind == .update, entry.transition != nil { changes.hasMoved = true }
                for change in entry.changes { values[change.attribute.name] = (change.attribute, change.before) }
                result = changes
            }
            guard let older = page.older else { break }
            before = older
        }
        result?.before = values.values.sorted { $0.attribute.name < $1.attribute.name }
        return result
    }
}

extension ImportGroupResult {
    fileprivate init(_ outcome: WriteGroupOutcome) {
        switch outcome {
        case .written(let outcomes): self = .written(outcomes.map(\.record), further: outcomes.flatMap(\.further))
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
