/// The entity types that the principal may read, each with its views as ways in.
struct HomePage: Page {
    static let template = "home"

    struct Entrance: Sendable {
        var label: String
        var href: String
    }

    struct TypeCard: Sendable {
        var label: String
        var pack: String
        var href: String
        /// Nil where the principal may not create records of the type.
        var createHref: String?
        var createLabel: String
        var views: [Entrance]
        var hasViews: Bool { !views.isEmpty }
    }

    var title: String
    var cards: [TypeCard]
    var hasCards: Bool { !cards.isEmpty }
}
