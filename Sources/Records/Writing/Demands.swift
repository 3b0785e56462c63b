import Definitions
import Model

/// The attributes of one entity type that are demanded more of than a type, by their positions: most have none, and a write
/// looks at no others.
struct Demands: Sendable {
    /// With a pattern or a least length.
    let formed: [Int]
    /// Required in some states.
    let inStates: [Int]
    /// Required for some roles.
    let forRoles: [Int]
    /// Defaults that are computed, in their order.
    let computed: [ComputedDefault]

    /// The demands of an entity type; nil where there are none.
    init?(_ type: EntityType, in catalog: Catalog) {
        func positions(_ isMeant: (AttributeConstraints) -> Bool) -> [Int] {
            type.declaredPositions.filter { isMeant(type.attributes[$0].constraints) }
        }
        formed = positions { !$0.leavesTextsFree }
        inStates = positions { !$0.requiredStates.isEmpty }
        forRoles = positions { !$0.requiredRoles.isEmpty }
        computed = catalog.computedDefaults(of: type)
        if formed.isEmpty, inStates.isEmpty, forRoles.isEmpty, computed.isEmpty { return nil }
    }
}
