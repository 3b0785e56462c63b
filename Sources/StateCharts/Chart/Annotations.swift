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
        "scxml": ["entity", "attribute", "label"], "state": ["label", "roles", "colour"],
        "parallel": ["label", "roles", "colour"], "final": ["label", "colour"], "history": ["label"],
        "transition": ["roles", "label", "four-eyes", "channels"],
        "send": ["delay", "label"],
    ]

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

    /// No annotations.
    public static let none = Annotations(entries: [], label: nil)

    /// The value of an attribute, by its name without prefix.
    public subscript(_ name: String) -> String? { entries.first { $0.name == name }?.value }

    /// Where an attribute stands.
    public func location(of name: String) -> SourceLocation? { entries.first { $0.name == name }?.location }

    /// Whether there are neither attributes nor labels.
    public var isEmpty: Bool { entries.isEmpty && label == nil }
}
