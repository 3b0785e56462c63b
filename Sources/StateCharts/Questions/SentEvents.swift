public import Model

/// A `<send>` of a chart as written: what it says about its event and when.
public struct SentEvent: Sendable {
    /// The event's name; nil where it is computed.
    public let name: String?
    /// `k:delay` and whatever else stands there.
    public let annotations: Annotations
    /// Where its element starts.
    public let location: SourceLocation
    /// Whether it comes back to the chart that sends it.
    public let isToItself: Bool
    /// Whether it is a `<raise>`.
    public let isRaised: Bool
}

extension Chart {
    /// Every `<send>` of the chart, wherever it stands.
    public var sentEvents: [SentEvent] { outgoing.filter { !$0.isRaised } }

    /// Every event that the chart sends to itself or raises.
    var ownEvents: [SentEvent] { outgoing.filter(\.isToItself) }

    private var outgoing: [SentEvent] {
        let entries = defaultEntries.compactMap { $0?.content ?? [] }
        return (entryBlocks + exitBlocks).flatMap { $0.flatMap(Self.sends) } + (contents + entries).flatMap(Self.sends)
    }

    private static func sends(in content: [Action]) -> [SentEvent] {
        content.flatMap { action -> [SentEvent] in
            switch action {
            case .send(let send):
                var name: String?
                if case .literal(let text) = send.event { name = text }
                var isToItself = send.target == nil
                if case .literal(let target)? = send.target { isToItself = target.isEmpty || target == "#_internal" }
                return [
                    SentEvent(
                        name: name, annotations: send.annotations, location: send.location, isToItself: isToItself,
                        isRaised: false)
                ]
            case .raise(let name, let location):
                return [
                    SentEvent(name: name, annotations: .none, location: location, isToItself: true, isRaised: true)
                ]
            case .choose(let branches): return branches.flatMap { sends(in: $0.body) }
            case .iterate(_, let body): return sends(in: body)
            default: return []
            }
        }
    }
}
