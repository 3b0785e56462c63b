public import Model

/// One state of a chart.
public struct State: Sendable, Hashable {
    /// What sort of state it is.
    public enum Kind: Sendable, Hashable {
        /// The `<scxml>` element.
        case root
        /// A `<state>` without states in it.
        case atomic
        /// A `<state>` with states in it, one of which is active with it.
        case compound
        /// All its states are active with it.
        case parallel
        case final
        case shallowHistory, deepHistory

        /// Whether it only remembers states and is never active itself.
        public var isHistory: Bool { self == .shallowHistory || self == .deepHistory }
    }

    /// Its position in ``Chart/states``.
    public let index: Int
    /// The attribute `id`; a generated one (with a `#`, which no id has) where there is none.
    public let id: String
    /// What sort of state it is.
    public let kind: Kind
    /// The state around it; nil for the root.
    public let parent: Int?
    /// The states directly in it without histories, in document order.
    public let children: [Int]
    /// The histories directly in it.
    public let histories: [Int]
    /// Positions in ``Chart/transitions`` of the transitions that start here, in document order.
    public let transitions: [Int]
    /// The position of the last state inside it, or its own: states are numbered in document order.
    public let lastDescendant: Int
    /// What it says beyond SCXML: roles, delays.
    public let annotations: Annotations
    /// Where its element starts.
    public let location: SourceLocation

    /// How people call it: the label, or the id.
    public var label: LocalizedText { annotations.label ?? LocalizedText(id) }

    /// What it is marked with in lists and on pages (`k:colour`).
    public var colour: Colour? { annotations["colour"].flatMap { Colour(rawValue: $0) } }
}
