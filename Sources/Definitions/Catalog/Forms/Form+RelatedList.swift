public import Model

extension Form {
    /// The records of another entity type that look this one up, shown on its page.
    public struct RelatedList: Sendable, Hashable {
        /// What the list is called: the `inverse` of the lookup.
        public var name: String
        /// The entity type of the records.
        public var source: String
        /// Their lookup that leads here.
        public var lookup: String
        /// Attributes of the records, in the order of the columns; empty for their titles alone.
        public var columns: [String]
        /// Its heading; nil for the usual one.
        public var label: LocalizedText?

        /// A related list.
        public init(name: String, source: String, lookup: String, columns: [String] = [], label: LocalizedText? = nil) {
            self.name = name
            self.source = source
            self.lookup = lookup
            self.columns = columns
            self.label = label
        }
    }
}
