public import Model
import StateCharts

extension Catalog {
    /// How people call a state of an entity type's chart; the id where there is no such state.
    public func stateLabel(_ id: String, of type: EntityType) -> LocalizedText {
        chart(of: type)?.states.first { $0.id == id }?.label ?? LocalizedText(id)
    }
}
