public import Model

/// A prepared list of records of one entity type: which columns, in which order, and which records.
public struct View: Sendable {
    public struct SortKey: Sendable, Hashable {
        public var attribute: String
        public var isDescending: Bool

        public init(attribute: String, isDescending: Bool = false) {
            self.attribute = attribute
            self.isDescending = isDescending
        }
    }

    /// Unique among the views of its entity type.
    public var name: String
    public var label: LocalizedText
    /// Names of attributes, in the order of the columns.
    public var columns: [String]
    public var order: [SortKey]
    /// Which records are shown; nil for all.
    public var filter: CompiledFilter?
    public var location: SourceLocation

    public init(
        name: String, label: LocalizedText, columns: [String], order: [SortKey], filter: CompiledFilter?,
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
