import Model

/// Words of full-text search.
enum SearchTexts {
    static let table: [String: LocalizedText] = [
        "search": LocalizedText("Search", german: "Suchen"),
        "searchEverywhere": LocalizedText("Search all records", german: "Alle Datensätze durchsuchen"),
        "searchHelp": LocalizedText(
            "Words are found by their beginning; \"words in quotes\" stand together; OR and NOT in capitals.",
            german:
                "Wörter werden am Anfang gefunden; \"Wörter in Anführungszeichen\" stehen zusammen; OR und NOT groß."),
        "searchNothing": LocalizedText("Nothing was found.", german: "Es wurde nichts gefunden."),
        "searchEnd": LocalizedText("End search", german: "Suche beenden"),
        "searchMore": LocalizedText("Show all", german: "Alle anzeigen"),
    ]
}
