import Model

/// Words of full-text search.
enum SearchTexts {
    static let table: [String: LocalizedText] = [
        "search": LocalizedText("Search", german: "Suchen"),
        "searchEverywhere": LocalizedText("Search all records", german: "Alle Datensätze durchsuchen"),
        "searchHelp": LocalizedText(
            "Words match from their beginning; \"words in quotes\" must appear together; write OR and NOT in capitals.",
            german:
                "Wörter werden an ihrem Anfang erkannt; \"Wörter in Anführungszeichen\" müssen zusammen stehen; OR und NOT in Großbuchstaben schreiben."
        ),
        "searchNothing": LocalizedText("Nothing was found.", german: "Es wurde nichts gefunden."),
        "searchEnd": LocalizedText("End search", german: "Suche beenden"),
        "searchMore": LocalizedText("Show all", german: "Alle anzeigen"),
    ]
}
