public import Model
public import Queries

/// A prepared list of records of one entity type: which columns, in which order, and which records.
public struct View: Sendable {
    /// Unique among the views of its entity type.
    public var name: String
    /// What people call it.
    public var label: LocalizedText
    /// Names of attributes, in the order of the columns.
    public var columns: [String]
    /// What it is sorted by; empty leaves it to the reader.
    public var order: [OrderTerm]
    /// Which records are shown; nil for all.
    public var filter: Filter?
    /// Where `<view>` stands.
    public var location: SourceLocation

    /// A prepared list.
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
