public import Model
public import Queries

/// A prepared list of records of one entity type: which columns, in which order, and which records.
public struct View: Sendable {
    /// Unique among the views of its entity type.
    public var name: String
    public var label: LocalizedText
    /// Names of attributes, in the order of the columns.
    public var columns: [String]
    public var order: [OrderTerm]
    /// Which records are shown; nil for all.
    public var filter: Filter?
    public var location: SourceLocation

    public init(
        name: String, label: LocalizedText, columns: [String], order: [OrderTerm], filter: Filter?,
        location: SourceLocation
    ) {
        self.name = name
        self.label = label
        self.columns = columns
        self.order = order
        self.filter = filter
        self.location = location
    }
}
