import Storage

/// One import in the list of imports.
public struct ImportBatchLine: Sendable, CustomStringConvertible {
    /// Id, entity type, file, state and counts of the batch.
    public let description: String

    init(_ batch: ImportBatch) {
        let state = batch.undone.map { "undone \($0)" } ?? batch.finished.map { "finished \($0)" } ?? "not finished"
        let counts = batch.counts
        description =
            "\(batch.id)  \(batch.entity)  \(batch.fileName)  \(state)  \(counts.created) created, "
            + "\(counts.updated) updated, \(counts.unchanged) unchanged, \(counts.refused) refused"
    }
}
