import Definitions
import Model
import StateCharts

/// A filter expression that fits an entity type, to show how they are written: with attributes that it has and the reader sees.
struct FilterExample {
    let text: LocalizedText

    init(_ type: EntityType, in context: PageContext) {
        let permissions = context.permissions(type)
        let shown = type.declaredPositions.map { type.attributes[$0] }.filter(permissions.shows)
        let examples = shown.compactMap { Self.condition($0, context) }
        let first = examples.first { $0.rank == 0 } ?? examples.first
        let second = examples.first { $0.rank != first?.rank }
        let parts = [first, second].compactMap { $0?.text }
        guard !parts.isEmpty else {
            text = LocalizedText("updated_at gt 2026-01-31T12:00:00Z")
            return
        }
        text = LocalizedText(
            parts.map(\.english).joined(separator: " and "),
            german: parts.map { $0[.german] }.joined(separator: " and "))
    }

    /// A condition on an attribute; numbers and days come first, then texts, then choices.
    private static func condition(_ attribute: Attribute, _ context: PageContext) -> (text: LocalizedText, rank: Int)? {
        let name = attribute.name
        switch attribute.type.result {
        case .integer, .decimal, .money: return (LocalizedText("\(name) gt 1000"), 0)
        case .date: return (LocalizedText("\(name) ge 2026-01-31"), 0)
        case .text, .email, .autonumber:
            return (LocalizedText("contains(\(name),'abc')"), 1)
        case .choice(let options):
            return options.options.first.map { (LocalizedText("\(name) eq '\($0.name)'"), 2) }
        case .state(let chart):
            let state = context.catalog.charts[chart]?.states.first { $0.kind == .atomic }
            return state.map { (LocalizedText("\(name) eq '\($0.id)'"), 2) }
        case .boolean: return (LocalizedText("\(name) eq true"), 2)
        default: return nil
        }
    }
}
