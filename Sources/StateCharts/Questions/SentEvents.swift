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
        everyAction.compactMap { action in
            switch action {
            case .send(let send):
                var isToItself = send.target == nil
                if case .literal(let target)? = send.target { isToItself = target.isEmpty || target == "#_internal" }
                return SentEvent(
                    name: send.event.flatMap(written), annotations: send.annotations, location: send.location,
                    isToItself: isToItself, isRaised: false)
            case .raise(let name, let location):
                return SentEvent(name: name, annotations: .none, location: location, isToItself: true, isRaised: true)
            default: return nil
            }
        }
    }

    /// A text that is written down, also as an expression that is nothing but a text: `eventexpr="'remind'"`.
    private func written(_ computed: Computed) -> String? {
        switch computed {
        case .literal(let text): return text
        case .program(let program):
            let text = programs[program].text.trimmed
            guard text.count > 1, let quote = text.first, quote == "'" || quote == "\"", text.last == quote else {
                return nil
            }
            let inside = text.dropFirst().dropLast()
            return inside.contains(quote) || inside.contains("\\") ? nil : String(inside)
        }
    }
}
