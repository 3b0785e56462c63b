public import Model
public import Queries

/// One page of a query's result.
public struct RecordPage: Sendable {
    /// In the order of the query; hidden attributes are null.
    public var records: [Record]
    /// Number of all matching records, where the query asked for it.
    public var count: Int?
    /// Where the next page begins; nil on the last.
    public var next: KeysetCursor?
    var hasMore = false

    init(records: [Record]) { self.records = records }
}
