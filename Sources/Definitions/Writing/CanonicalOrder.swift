import XMLDocuments

/// The order of attributes on elements, and of elements in elements.
enum CanonicalOrder {
    /// Elements that hold text.
    static let texts: Set<String> = ["label", "plural-label", "help", "purpose", "message"]

    /// Attributes that hold words: white space between them has no meaning.
    static let wordLists: Set<String> = [
        "requires", "after", "columns", "attributes", "privileges", "events", "hide", "readonly", "to",
        "currencies", "types", "for", "roles", "states", "languages",
    ]

    /// First what a thing is and belongs to, then what its values are like, then how they are used.
    private static let attributes = [
        "name", "for", "set", "was", "title", "template", "languages", "version", "requires", "before", "after",
        "priority", "entity", "options", "role", "to", "through", "validity", "chart", "type", "value", "of", "count",
        "sum", "average", "pattern", "currency", "currencies", "scale", "min", "max", "types", "required",
        "required-in", "required-for", "unique",
        "immutable",
        "on-delete", "inverse", "personal", "subject", "legal-basis", "retention", "search", "retired", "colour",
        "width", "columns", "order",
        "privileges", "where", "events", "hide", "readonly", "attributes", "roles", "states", "default",
        "default-expression",
        "wins",
    ]
    private static let ranks = Dictionary(uniqueKeysWithValues: attributes.enumerated().map { ($1, $0) })

    static func sorted(_ attributes: [XMLAttribute]) -> [XMLAttribute] {
        attributes.sorted { left, right in
            (ranks[left.name] ?? .max, left.name) < (ranks[right.name] ?? .max, right.name)
        }
    }

    /// Where an element stands among its siblings; equal ones keep their order.
    static func rank(of element: XMLElement) -> (Int, String) {
        let language = element.attribute("lang", namespace: ElementReader.xmlNamespace)?.value ?? ""
        switch element.name {
        case "label": return (0, language)
        case "plural-label": return (1, language)
        case "help": return (2, language)
        case "purpose": return (3, language)
        case "message": return (4, language)
        case "key": return (6, "")
        case "index": return (7, "")
        case "view": return (8, "")
        case "form": return (9, "")
        case "document": return (10, "")
        default: return (5, "")
        }
    }
}
