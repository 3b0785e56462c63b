public import Model

/// One `<transition>` of a state, in static form: for explaining and drawing.
public struct Transition: Sendable, Hashable {
    /// Its position in ``Chart/transitions``.
    public let index: Int
    /// The state it starts from.
    public let source: Int
    /// What it listens to; empty for a transition that needs no event.
    public let events: [EventDescriptor]
    /// The position of its guard in ``Chart/programs``; nil when nothing holds it back.
    public let guardProgram: Int?
    /// The guard as written.
    public let guardText: String?
    /// Where it goes; empty when it changes no state.
    public let targets: [Int]
    /// Whether the source stays active when all targets are inside it (`type="internal"`).
    public let isInternal: Bool
    /// What it says beyond SCXML: `roles`, `channels`, `four-eyes`, labels.
    public let annotations: Annotations
    /// Where its element starts.
    public let location: SourceLocation

    /// The one event that it listens to by its exact name, where there is exactly one.
    public var eventName: String? {
        guard events.count == 1, let only = events.first, !only.isWildcard else { return nil }
        return only.prefix
    }
}
