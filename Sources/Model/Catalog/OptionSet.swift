/// A closed list of choices with labels.
///
/// Named `OptionSet` after the vocabulary; qualify Swift's own as `Swift.OptionSet` where both are needed.
public struct OptionSet: Sendable, Hashable {
    public struct Option: Sendable, Hashable {
        public var name: String
        public var label: LocalizedText
        /// No longer to be chosen; records that have it keep it.
        public var isRetired: Bool

        public init(name: String, label: LocalizedText, isRetired: Bool = false) {
            self.name = name
            self.label = label
            self.isRetired = isRetired
        }
    }

    public var name: String
    /// In the order in which they are offered.
    public var options: [Option]

    public init(name: String, options: [Option]) {
        self.name = name
        self.options = options
    }

    public func option(named name: String) -> Option? { options.first { $0.name == name } }
}
