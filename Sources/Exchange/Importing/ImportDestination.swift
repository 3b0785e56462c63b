public import Model
public import Storage

/// Where imported rows go: the write path and the list of batches, as the importer sees them.
public protocol ImportDestination: Sendable {
    /// The zone of the local times that files bring.
    var zone: Zone { get }

    /// The records whose attribute has one of these values; attributes that the principal may not read are null.
    func records(
        of type: EntityType, where attribute: Attribute, isOneOf values: [AttributeValue], as principal: Principal
    ) throws -> [Record]

    /// Writes groups of requests, each group all or nothing, in one transaction.
    ///
    /// - Parameter noting: gives what the batch shall remember of the results; it is stored in the same transaction.
    func write(
        _ groups: [[WriteRequest]], noting: @escaping @Sendable ([ImportGroupResult]) -> [ImportRow]
    ) async throws -> [ImportGroupResult]

    /// Tries groups without keeping anything of them.
    func rehearse(_ groups: [[WriteRequest]]) async throws -> [ImportGroupResult]

    /// Stores a file until a record of these rows takes it.
    func upload(
        _ file: ImportedFile, to attribute: String, of entity: String, as principal: Principal
    ) async throws -> FileDescription

    /// Takes an upload back that no record has taken.
    func discard(_ file: RecordID) async

    /// What is told of the files that a record holds.
    func files(of record: Record) throws -> [RecordID: FileDescription]

    /// Adds a batch to the list.
    func insert(_ batch: ImportBatch) async throws

    /// Brings a batch of the list up to date.
    func update(_ batch: ImportBatch) async throws

    /// The batch of an id; nil where there is none.
    func batch(_ id: RecordID) throws -> ImportBatch?

    /// The last batches, newest first.
    func latestBatches(limit: Int) throws -> [ImportBatch]

    /// The records that a batch made, last first.
    ///
    /// - Parameter number: only those of earlier rows.
    func createdRows(of batch: RecordID, before number: Int64?, limit: Int) throws -> [ImportRow]
}

/// What became of one group of requests.
public enum ImportGroupResult: Sendable {
    /// Everything of the group is stored; for each request the record's revision after it.
    case written(revisions: [Int64])
    /// Nothing of the group is stored; `index` is the request that was refused.
    case refused(index: Int, Refusal)
}
