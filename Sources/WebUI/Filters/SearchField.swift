import Definitions
import Model
import Queries

/// The field for full-text search over a list or over everything: the parameter `q` of an address.
struct SearchField: Sendable {
    static let parameter = "q"

    /// What was typed.
    var value: String

    /// The field for an entity type; nil where the principal can see nothing that is searched.
    init?(_ type: EntityType, _ parameters: FormData, in context: PageContext) {
        guard Self.searches(type, in: context) else { return nil }
        value = parameters[Self.parameter] ?? ""
    }

    /// The field for all entity types together; nil where none can be searched.
    init?(_ parameters: FormData, in context: PageContext) {
        guard context.readableTypes.contains(where: { Self.searches($0, in: context) }) else { return nil }
        value = parameters[Self.parameter] ?? ""
    }

    static func searches(_ type: EntityType, in context: PageContext) -> Bool {
        let permissions = context.permissions(type)
        return type.attributes.contains { $0.isSearchable && permissions.asks(about: $0) }
    }

    /// What to look for; nil where nothing was typed that could be found.
    var expression: SearchExpression? { SearchExpression(typed: value) }
}
