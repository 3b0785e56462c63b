/// The form of an autonumber: `C-{yyyy}-{#####}` gives `C-2026-00042`.
///
/// `{yyyy}` and `{mm}` are year and month of creation in UTC; the counter (`{###}`, at least so many digits) starts anew for each
/// distinct text before it.
public struct NumberPattern: Sendable, Hashable {
    /// A piece of the number.
    public enum Part: Sendable, Hashable {
        case literal(String)
        case year
        case month
        case counter(digits: Int)
    }

    /// As written: `C-{yyyy}-{#####}`.
    public let text: String
    /// The pieces in their order.
    public let parts: [Part]

    /// Reads the pattern; nil when it has no counter, more than one, or an unknown placeholder.
    public init?(_ text: String) {
        var parts: [Part] = []
        var counters = 0
        for part in TitlePattern(text).parts {
            switch part {
            case .literal(let literal): parts.append(.literal(literal))
            case .attribute("yyyy"): parts.append(.year)
            case .attribute("mm"): parts.append(.month)
            case .attribute(let name) where !name.isEmpty && name.allSatisfy({ $0 == "#" }):
                counters += 1
                parts.append(.counter(digits: name.count))
            case .attribute: return nil
            }
        }
        guard counters == 1 else { return nil }
        self.text = text
        self.parts = parts
    }

    /// What names the counter to draw from at this date: everything but the counter, `C-2026-`.
    public func series(on date: CalendarDate) -> String {
        parts.map { part in
            if case .counter = part { return "#" }
            return Self.render(part, date)
        }.joined()
    }

    /// The finished number.
    public func number(_ counter: Int64, on date: CalendarDate) -> String {
        parts.map { part in
            if case .counter(let digits) = part { return padded(Int(counter), to: digits) }
            return Self.render(part, date)
        }.joined()
    }

    private static func render(_ part: Part, _ date: CalendarDate) -> String {
        switch part {
        case .literal(let text): text
        case .year: padded(date.components.year, to: 4)
        case .month: padded(date.components.month, to: 2)
        case .counter: ""
        }
    }
}
