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

    /// What was found among the records of one entity type.
    struct Findings: Sendable {
        var label: String
        /// The list with all of them.
        var href: String
        var rows: [Entrance]
        var hasMore: Bool
    }

    var title: String
    /// Nil where nothing can be searched.
    var search: SearchField?
    /// Whether something was looked for.
    var isSearched = false
    var findings: [Findings] = []
    var cards: [TypeCard]

    func derived(_ name: String) -> Any? {
        switch name {
        case "hasCards": !cards.isEmpty
        case "hasFindings": !findings.isEmpty
        default: nil
        }
    }
}
