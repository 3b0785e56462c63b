/// A closed list of choices with labels.
///
/// Named `OptionSet` after the vocabulary; qualify Swift's own as `Swift.OptionSet` where both are needed.
public struct OptionSet: Sendable, Hashable {
    /// One choice of the list.
    public struct Option: Sendable, Hashable {
        /// What records store.
        public var name: String
        /// What people see.
        public var label: LocalizedText
        /// No longer to be chosen; records that have it keep it.
        public var isRetired: Bool
        /// What it is marked with where it is shown; nil for plain text.
        public var colour: Colour?

        /// A choice; offered unless it is retired.
        public init(name: String, label: LocalizedText, isRetired: Bool = false, colour: Colour? = nil) {
            self.name = name
            self.label = label
            self.isRetired = isRetired
            self.colour = colour
        }
    }

    /// Name in definitions.
    public var name: String
    /// In the order in which they are offered.
    public var options: [Option]

    /// A list of choices in their order.
    public init(name: String, options: [Option]) {
        self.name = name
        self.options = options
    }

    /// The choice of a name, retired ones included.
    public func option(named name: String) -> Option? { options.first { $0.name == name } }
}
