import Model

/// Words around documents.
enum DocumentTexts {
    static let table: [String: LocalizedText] = [
        "documents": LocalizedText("Documents", german: "Dokumente"),
        "printHint": LocalizedText(
            "Print or save it with your browser.", german: "Drucken oder speichern Sie es mit Ihrem Browser."),
        "documentLanguages": LocalizedText("Language of the document", german: "Sprache des Dokuments"),
    ]

    static func back(to title: String) -> LocalizedText {
        LocalizedText("Back to \(title)", german: "Zurück zu \(title)")
    }

    static func refused(_ document: LocalizedText) -> LocalizedText {
        LocalizedText(
            "“\(document.english)” cannot be created from this record now.",
            german: "„\(document[.german])“ lässt sich aus diesem Datensatz jetzt nicht erstellen.")
    }

    static let refusedHint = LocalizedText(
        "It is for other roles, or for another state of the record.",
        german: "Es ist für andere Rollen oder einen anderen Zustand des Datensatzes gedacht.")
}
