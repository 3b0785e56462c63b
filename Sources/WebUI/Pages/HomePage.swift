/// The entity types that the principal may read, each with its views as ways in.
struct HomePage: Page {
    static let template = "home"

    struct Entrance: Sendable {
        var label: String
        var href: String
    }

    struct TypeCard: TemplateValue, Sendable {
        var label: String
        var pack: String
        var href: String
        /// Nil where the principal may not create records of the type.
        var createHref: String?
        var createLabel: String
        var views: [Entrance]

        func derived(_ name: String) -> Any? { name == "hasViews" ? !views.isEmpty : nil }
    }

    var title: String
    var cards: [TypeCard]

    func derived(_ name: String) -> Any? { name == "hasCards" ? !cards.isEmpty : nil }
}
