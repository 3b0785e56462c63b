public import Model

/// What stands inside an element, in the order of the text.
public enum XMLNode: Sendable, Hashable {
    case element(XMLElement)
    /// Character data with references and CDATA sections resolved; adjacent pieces are one node.
    case text(String, SourceLocation)
    case comment(String, SourceLocation)
}
