import XMLDocuments

/// What may stand on and in an element of the definition language: the vocabulary of `docs/definitions.md`.
struct ElementShape: Sendable {
    /// Attributes that may be left out.
    let optional: [String]
    let required: [String]
    var children: [String]
    /// Whether its content is text.
    var holdsText = false

    init(required: [String] = [], optional: [String] = [], children: [String] = [], holdsText: Bool = false) {
        attributes = required + optional
        self.required = required
        self.optional = optional
        self.children = children
        self.holdsText = holdsText
    }

    /// Required and optional ones.
    let attributes: [String]

    /// The shapes of all elements by name.
    static let all: [String: ElementShape] = structure.merging(attributeElements) { first, _ in first }

    /// Elements that a file may have as its root.
    static let roots = ["entity", "options", "role", "extend", "pack", "definitions"]

    /// Of `<label>`, `<plural-label>`, `<help>`, `<purpose>` and `<message>`.
    static let text = ElementShape(holdsText: true)

    static let structure: [String: ElementShape] = [
        "definitions": ElementShape(children: ["entity", "options", "role", "extend"]),
        "pack": ElementShape(
            required: ["name", "version"], optional: ["requires", "after", "priority", "languages"],
            children: ["label"]),
        "entity": ElementShape(
            required: ["name", "set", "title"], optional: ["was"],
            children: ["label", "plural-label"] + attributeElements.keys.sorted() + inEntityLast),
        "many-to-many": ElementShape(
            required: ["name", "to"], optional: ["through", "set", "inverse", "validity", "on-delete", "title", "was"],
            children: ["label", "plural-label"] + attributeElements.keys.sorted() + ["key", "index", "view"]),
        "key": ElementShape(required: ["attributes"]),
        "index": ElementShape(required: ["attributes"]),
        "view": ElementShape(
            required: ["name", "columns"], optional: ["order", "where", "roles", "default"], children: ["label"]),
        "form": ElementShape(required: ["name"], optional: ["for", "roles", "states"], children: ["section"]),
        "section": ElementShape(required: ["name"], children: ["label", "field", "related", "note"]),
        "field": ElementShape(
            required: ["name"], optional: ["width", "readonly", "required"], children: ["label", "help"]),
        "related": ElementShape(required: ["name"], optional: ["columns"], children: ["label"]),
        "note": ElementShape(children: ["label"]),
        "document": ElementShape(
            required: ["name", "template"], optional: ["roles", "states", "languages"], children: ["label"]),
        "options": ElementShape(required: ["name"], children: ["option"]),
        "option": ElementShape(required: ["name"], optional: ["retired", "colour"], children: ["label"]),
        "role": ElementShape(required: ["name"], children: ["label", "grant"]),
        "grant": ElementShape(
            required: ["entity"], optional: ["privileges", "where", "events", "hide", "readonly"]),
        "extend": ElementShape(optional: ["entity", "options", "role"]),
        "attribute": ElementShape(
            required: ["name"], optional: ["required", "min", "max", "default", "immutable", "search", "wins"],
            children: ["label", "help"]),
        "entity-type": ElementShape(optional: ["title", "wins"], children: ["label", "plural-label"]),
        "change": ElementShape(required: ["name"], optional: ["retired", "colour", "wins"], children: ["label"]),
        "label": text, "plural-label": text, "help": text, "purpose": text, "message": text,
    ]

    /// The shape of an element. What may stand in `<extend>` depends on what is extended.
    static func of(_ element: XMLElement) -> ElementShape? {
        guard element.name == "extend" else { return all[element.name] }
        if element.attribute("entity") != nil { return extendingEntity }
        if element.attribute("options") != nil { return extendingOptions }
        if element.attribute("role") != nil { return extendingRole }
        return extendingAnything
    }

    /// The same on something that an extension puts before or after what is there.
    var placeable: ElementShape {
        ElementShape(
            required: required, optional: optional + ["before", "after"], children: children, holdsText: holdsText)
    }

    private static let targets = ["entity", "options", "role"]
    private static let inEntity = ["attribute", "entity-type"] + attributeElements.keys.sorted() + inEntityLast
    /// What an entity type has behind its attributes.
    private static let inEntityLast = ["many-to-many", "key", "index", "view", "form", "document"]
    private static let extendingEntity = ElementShape(optional: targets, children: inEntity)
    private static let extendingOptions = ElementShape(optional: targets, children: ["option", "change"])
    private static let extendingRole = ElementShape(optional: targets, children: ["grant"])
    private static let extendingAnything = ElementShape(
        optional: targets, children: inEntity + ["option", "change", "grant"])

    /// One element per attribute type.
    static let attributeElements: [String: ElementShape] = [
        "text": attribute(["min", "max", "pattern", "search", "default"]),
        "longtext": attribute(["min", "max", "pattern", "search", "default"]),
        "email": attribute(["pattern", "search", "default"]),
        "phone": attribute(["pattern", "search", "default"]),
        "url": attribute(["pattern", "search", "default"]),
        "integer": attribute(["min", "max", "default"]),
        "decimal": attribute(["scale", "min", "max", "default"]),
        "boolean": attribute(["default"]),
        "date": attribute(["default"]),
        "instant": attribute(["default"]),
        "money": attribute(["currency", "currencies", "min", "max", "default"]),
        "time": attribute(["min", "max", "default"]),
        "duration": attribute(["min", "max", "default"]),
        "choice": attribute(["default"], required: ["options"]),
        "multichoice": attribute(["default"], required: ["options"]),
        "json": attribute(["default"]),
        "point": attribute(["default"]),
        "file": attribute(["max", "types"]),
        "image": attribute(["max", "types"]),
        "lookup": attribute(["on-delete", "inverse", "default-expression"], required: ["to"]),
        "tree": attribute(["on-delete", "inverse"]),
        "formula": ElementShape(
            required: ["name", "type", "value"], optional: ["scale", "currency", "was"], children: ["label", "help"]),
        "rollup": ElementShape(
            required: ["name", "of"], optional: ["count", "sum", "min", "max", "average", "where", "was"],
            children: ["label", "help"]),
        "autonumber": ElementShape(
            required: ["name", "pattern"], optional: ["search", "was"], children: ["label", "help"]),
        "state": ElementShape(required: ["name", "chart"], optional: ["was"], children: ["label", "help"]),
    ]

    private static func attribute(_ own: [String], required: [String] = []) -> ElementShape {
        ElementShape(
            required: ["name"] + required,
            optional: [
                "required", "required-in", "required-for", "unique", "immutable", "personal", "subject", "legal-basis",
                "retention", "was",
            ] + own + (own.contains("default") ? ["default-expression"] : []),
            children: ["label", "help", "purpose"] + (own.contains("pattern") ? ["message"] : []))
    }
}
