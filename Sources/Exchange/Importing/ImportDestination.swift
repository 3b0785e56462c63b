public import Model
public import Records
public import Storage

/// Where imported rows go: the write path and the list of batches, as the importer sees them.
public protocol ImportDestination: Sendable {
    /// The zone of the local times that files bring.
    var zone: Zone { get }

    /// The records whose attributes together have one of these keys; attributes that the principal may not read are null.
    func records(
        of type: EntityType, where attributes: [Attribute], areOneOf keys: [[AttributeValue]], as principal: Principal
    ) throws -> [Record]

    /// Writes groups of requests, each group all or nothing, in as many transactions as others need to write meanwhile.
    ///
    /// - Parameter noting: gives what the batch shall remember of the results of one transaction, the first of which is that of the
    ///   group at `first`; it is stored in that transaction.
    func write(
        _ groups: [WriteGroup], noting: @escaping @Sendable ([ImportGroupResult], _ first: Int) -> [ImportRow]
    ) async throws -> [ImportGroupResult]

    /// Tries groups without keeping anything of them.
    func rehearse(_ groups: [WriteGroup]) async throws -> [ImportGroupResult]

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

    /// What a batch did to records, last first: those that it made and those that it changed.
    ///
    /// - Parameter number: only those of earlier rows.
    func changedRows(of batch: RecordID, before number: Int64?, limit: Int) throws -> [ImportRow]

    /// How many rows of a batch that did not come to its end had which outcome.
    func countsSoFar(of batch: RecordID) throws -> ImportBatch.Counts

    /// What a batch did to a record; nil where something else has changed it since.
    ///
    /// - Throws: `Refusal` of kind `notFound` where the record is gone.
    func changes(
        of entity: String, _ id: RecordID, by batch: RecordID, as principal: Principal
    ) throws -> ImportedChanges?
}

/// What became of one group of requests.
public enum ImportGroupResult: Sendable {
    /// Everything of the group is stored: the records as they are after each request that was carried out, and those that rules
    /// wrote beside them.
    case written([Record], further: [RecordKey] = [])
    /// Nothing of the group is stored; `index` is the request that was refused, counted with the targets before it.
    case refused(index: Int, Refusal)
}

/// What an import did to a record that nothing else has changed since.
public struct ImportedChanges: Sendable {
    /// The record's revision now.
    public var revision: Int64
    /// Whether the import made it.
    public var isMade: Bool
    /// The values that it had before, of the attributes that changed.
    public var before: [(attribute: Attribute, value: AttributeValue)]
    /// Whether its state was moved, which no write takes back.
    public var hasMoved: Bool

    /// What was found in the record's history.
    public init(
        revision: Int64, isMade: Bool, before: [(attribute: Attribute, value: AttributeValue)], hasMoved: Bool
    ) {
        (self.revision, self.isMade, self.before, self.hasMoved) = (revision, isMade, before, hasMoved)
    }
}
