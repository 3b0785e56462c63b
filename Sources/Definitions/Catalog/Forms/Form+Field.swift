public import Model

extension Form {
    /// An attribute on a form, and what the form says of it beyond its declaration.
    public struct Field: Sendable, Hashable {
        /// How much of a line a field takes on a wide screen.
        public enum Width: String, Sendable, Hashable, CaseIterable {
            case third, half, full
        }

        /// The attribute's name.
        public var attribute: String
        /// Nil leaves it to the kind of value: a long text takes the line, everything else half of it.
        public var width: Width?
        /// Whether it is shown and not changed here.
        public var isReadOnly: Bool
        /// Whether it must be filled in here, where the attribute itself may stay empty.
        public var isRequired: Bool
        /// What it is called here; nil for the attribute's own label.
        public var label: LocalizedText?
        /// What helps to fill it in here; nil for the attribute's own help.
        public var help: LocalizedText?

        /// A field; everything but the attribute has a default.
        public init(
            _ attribute: String, width: Width? = nil, isReadOnly: Bool = false, isRequired: Bool = false,
            label: LocalizedText? = nil, help: LocalizedText? = nil
        ) {
            self.attribute = attribute
            self.width = width
            self.isReadOnly = isReadOnly
            self.isRequired = isRequired
            self.label = label
            self.help = help
        }

        /// The attribute as this form presents it.
        public func applied(to attribute: Attribute) -> Attribute {
            var result = attribute
            if isRequired { result.isRequired = true }
            if let label { result.label = label }
            if let help { result.help = help }
            return result
        }
    }
}
