public import Model

/// An element with everything in it, and the place where its tag begins.
///
///     element.attribute("name")?.value
///     element.elements(named: "label", namespace: "urn:kontor:definitions:1")
public struct XMLElement: Sendable, Hashable {
    /// Without prefix.
    public var name: String
    /// The namespace it is in; nil for none.
    public var namespace: String?
    /// In the order of the text.
    public var attributes: [XMLAttribute]
    /// Elements, texts and comments in the order of the text.
    public var children: [XMLNode]
    /// Where `<` stands.
    public var location: SourceLocation

    /// An element at its place.
    public init(
        name: String, namespace: String?, attributes: [XMLAttribute], children: [XMLNode], location: SourceLocation
    ) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.children = children
        self.location = location
    }

    /// The attribute of this name; without a namespace the one that has no prefix.
    public func attribute(_ name: String, namespace: String? = nil) -> XMLAttribute? {
        attributes.first { $0.name == name && $0.namespace == namespace }
    }

    /// The child elements.
    public var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The child elements of one name in one namespace.
    public func elements(named name: String, namespace: String?) -> [XMLElement] {
        elements.filter { $0.name == name && $0.namespace == namespace }
    }

    /// The character data directly inside, without that of child elements.
    public var text: String {
        children.reduce(into: "") { if case .text(let text, _) = $1 { $0 += text } }
    }
}
