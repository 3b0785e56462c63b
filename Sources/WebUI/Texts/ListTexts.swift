import Model

/// Words of the list page.
enum ListTexts {
    static let table: [String: LocalizedText] = [
        "filter": LocalizedText("Filter", german: "Filtern"),
        "applyFilter": LocalizedText("Show", german: "Anzeigen"),
        "resetFilter": LocalizedText("Reset", german: "Zurücksetzen"),
        "advancedFilter": LocalizedText("Filter expression", german: "Filterausdruck"),
        "any": LocalizedText("any", german: "alle"),
        "from": LocalizedText("from", german: "von"),
        "to": LocalizedText("to", german: "bis"),
        "yes": LocalizedText("Yes", german: "Ja"),
        "no": LocalizedText("No", german: "Nein"),
        "previous": LocalizedText("Previous", german: "Zurück"),
        "next": LocalizedText("Next", german: "Weiter"),
        "firstPage": LocalizedText("First page", german: "Erste Seite"),
        "pages": LocalizedText("Pages", german: "Seiten"),
        "asData": LocalizedText("As data (OData)", german: "Als Daten (OData)"),
        "newRecord": LocalizedText("New", german: "Neu"),
        "listViews": LocalizedText("Views", german: "Ansichten"),
        "removeRestriction": LocalizedText("Remove", german: "Entfernen"),
        "onlyThoseOf": LocalizedText("Only those of", german: "Nur die zu"),
    ]

    static let allRecords = LocalizedText("All", german: "Alle")
    static let nothingYet = LocalizedText(
        "There is nothing here yet.", german: "Hier gibt es noch nichts.")
    static let nothingFound = LocalizedText(
        "Nothing matches this filter. Widen it or reset it.",
        german: "Zu diesem Filter passt nichts. Bitte lockern oder zurücksetzen.")
    static let createFirst = LocalizedText("Create the first one", german: "Ersten Datensatz anlegen")
    static let sortAscending = LocalizedText("sorted ascending", german: "aufsteigend sortiert")
    static let sortDescending = LocalizedText("sorted descending", german: "absteigend sortiert")

    static func count(_ number: String, isOne: Bool) -> LocalizedText {
        isOne
            ? LocalizedText("1 record", german: "1 Datensatz")
            : LocalizedText("\(number) records", german: "\(number) Datensätze")
    }

    static func moreThan(_ number: String) -> LocalizedText {
        LocalizedText("more than \(number) records", german: "mehr als \(number) Datensätze")
    }

    static let notOfItsKind = LocalizedText(
        "This was ignored: it is not a valid value for this field.",
        german: "Das wurde ignoriert: Es ist kein gültiger Wert für dieses Feld.")

    /// - Parameter example: an expression that fits the entity type.
    static func expressionHelp(_ example: LocalizedText) -> LocalizedText {
        LocalizedText("For example: \(example.english)", german: "Zum Beispiel: \(example[.german])")
    }

    static func badValue(_ label: LocalizedText) -> LocalizedText {
        LocalizedText(
            "“\(label.english)” was ignored: that is not a valid value.",
            german: "„\(label[.german])“ wurde ignoriert: Das ist kein gültiger Wert.")
    }
}
