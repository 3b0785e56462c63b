public import Model

/// One attribute of an element; namespace declarations are not attributes.
public struct XMLAttribute: Sendable, Hashable {
    /// Without prefix.
    public var name: String
    /// The namespace its prefix is bound to; nil for an attribute without prefix.
    public var namespace: String?
    /// With references resolved and white space normalised, as XML 1.0 §3.3.3 tells.
    public var value: String
    /// Where the name begins.
    public var location: SourceLocation
    /// Where the value begins, behind the quote: the origin for positions inside an expression.
    public var valueLocation: SourceLocation

    /// An attribute at its place.
    public init(
        name: String, namespace: String?, value: String, location: SourceLocation, valueLocation: SourceLocation
    ) {
        self.name = name
        self.namespace = namespace
        self.value = value
        self.location = location
        self.valueLocation = valueLocation
    }
}
