import Model

/// Words of the overview.
enum HomeTexts {
    static let table: [String: LocalizedText] = [
        "create": LocalizedText("New", german: "Neu"),
        "viewsOf": LocalizedText("Views", german: "Ansichten"),
        "nothingReadable": LocalizedText(
            "Your roles do not let you see any records yet. Ask your administrator for a role.",
            german: "Ihre Rollen erlauben Ihnen noch keine Datensätze. Bitten Sie Ihre Administration um eine Rolle."),
    ]

    static let title = LocalizedText("Overview", german: "Übersicht")

    static func greeting(_ name: String) -> LocalizedText {
        LocalizedText("Hello, \(name)", german: "Guten Tag, \(name)")
    }
}
