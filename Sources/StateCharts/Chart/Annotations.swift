public import Model

/// What a chart says beyond SCXML, in the namespace `urn:kontor:workflow:1`: roles, labels, working-time delays.
///
///     chart.transitions[3].annotations["roles"]        // "service_agent"
///     chart.transitions[3].annotations.label?[.german] // "Annehmen"
public struct Annotations: Sendable, Hashable {
    /// The namespace of attributes and elements that Kontor adds to SCXML.
    public static let namespace = "urn:kontor:workflow:1"

    /// Which attributes which elements take. A mistyped name is an error: `k:role` must not open a transition to everybody.
    public static let attributes: [String: [String]] = [
        "scxml": ["entity", "attribute", "label"], "state": ["label", "roles", "colour", "was"],
        "parallel": ["label", "roles", "colour", "was"], "final": ["label", "colour", "was"],
        "history": ["label", "was"], "transition": ["roles", "label", "four-eyes", "channels", "internal", "was"],
        "send": ["delay", "label"], "data": ["was"],
    ]

    /// Which elements may stand in which element, beside `label`, which may stand in all that take the attribute.
    public static let elements: [String: [String]] = ["transition": ["label", "reason"]]

    /// One attribute, with the place of its value for diagnostics.
    public struct Entry: Sendable, Hashable {
        /// The name without prefix: `roles`.
        public let name: String
        /// As written.
        public let value: String
        /// Where it is written.
        public let location: SourceLocation
    }

    /// The attributes in document order.
    public let entries: [Entry]
    /// From the attribute `k:label` (English) and the elements `<k:label xml:lang="…">`.
    public let label: LocalizedText?
    /// From the elements `<k:reason xml:lang="…">`: what people are told where the guard is not met.
    public let reason: LocalizedText?

    init(entries: [Entry], label: LocalizedText?, reason: LocalizedText? = nil) {
        self.entries = entries
        self.label = label
        self.reason = reason
    }

    /// No annotations.
    public static let none = Annotations(entries: [], label: nil)

    /// Former names (`k:was`), in their order.
    public var formerNames: [String] { self["was"]?.words ?? [] }
    /// Whether the event is the system's own (`k:internal="true"`).
    public var isInternal: Bool { self["internal"] == "true" }

    /// The value of an attribute, by its name without prefix.
    public subscript(_ name: String) -> String? { entries.first { $0.name == name }?.value }

    /// Where an attribute stands.
    public func location(of name: String) -> SourceLocation? { entries.first { $0.name == name }?.location }

    /// Whether there are neither attributes nor texts.
    public var isEmpty: Bool { entries.isEmpty && label == nil && reason == nil }
}
