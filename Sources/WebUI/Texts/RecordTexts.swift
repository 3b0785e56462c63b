import Model

/// Words of the record page.
enum RecordTexts {
    static let table: [String: LocalizedText] = [
        "edit": LocalizedText("Edit", german: "Bearbeiten"),
        "delete": LocalizedText("Delete", german: "Löschen"),
        "deleteQuestion": LocalizedText(
            "Delete this record? Its history is kept.",
            german: "Diesen Datensatz löschen? Seine Geschichte bleibt erhalten."),
        "deleteConfirm": LocalizedText("Yes, delete", german: "Ja, löschen"),
        "details": LocalizedText("Details", german: "Angaben"),
        "whatNow": LocalizedText("What can be done now", german: "Was jetzt möglich ist"),
        "nothingNow": LocalizedText(
            "There is nothing you can do in this state.", german: "In diesem Zustand können Sie nichts tun."),
        "notNow": LocalizedText("Not possible now", german: "Jetzt nicht möglich"),
        "deadlines": LocalizedText("Deadlines", german: "Fristen"),
        "rule": LocalizedText("Rule", german: "Regel"),
        "leadsTo": LocalizedText("leads to", german: "führt zu"),
        "stages": LocalizedText("Stages", german: "Stationen"),
        "current": LocalizedText("current", german: "aktuell"),
        "visited": LocalizedText("done", german: "durchlaufen"),
        "timeline": LocalizedText("History", german: "Verlauf"),
        "older": LocalizedText("Older changes", german: "Ältere Änderungen"),
        "newest": LocalizedText("Newest changes", german: "Neueste Änderungen"),
        "becauseOf": LocalizedText("because of", german: "ausgelöst durch"),
        "before": LocalizedText("before", german: "vorher"),
        "after": LocalizedText("after", german: "nachher"),
        "chart": LocalizedText("State chart", german: "Zustandsdiagramm"),
        "chartAbsent": LocalizedText(
            "The picture needs the program Graphviz, which this server does not have. These are the states:",
            german: "Für das Bild fehlt dem Server das Programm Graphviz. Das sind die Zustände:"),
        "related": LocalizedText("Related", german: "Zugehöriges"),
        "showAll": LocalizedText("Show all", german: "Alle anzeigen"),
        "noneRelated": LocalizedText("None yet.", german: "Noch keine."),
        "above": LocalizedText("Above this record", german: "Über diesem Datensatz"),
        "former": LocalizedText("former", german: "ehemals"),
        "endLink": LocalizedText("End today", german: "Heute beenden"),
        "removeLink": LocalizedText("Remove", german: "Entfernen"),
        "addRelated": LocalizedText("New", german: "Neu"),
        "system": LocalizedText("About this record", german: "Zu diesem Datensatz"),
    ]

    static let saved = LocalizedText("Saved.", german: "Gespeichert.")
    static let created = LocalizedText("Created.", german: "Angelegt.")
    static let deleted = LocalizedText("Deleted.", german: "Gelöscht.")
    static let sent = LocalizedText("Done.", german: "Erledigt.")
    static let notAllowed = LocalizedText(
        "This is not possible in the current state.", german: "Das ist im aktuellen Zustand nicht möglich.")
    static let createdEntry = LocalizedText("Created", german: "Angelegt")
    static let changedEntry = LocalizedText("Changed", german: "Geändert")
    static let deletedEntry = LocalizedText("Deleted", german: "Gelöscht")
    static let hiddenRecord = LocalizedText("(not visible to you)", german: "(für Sie nicht sichtbar)")
    static let unknownFile = LocalizedText("(file)", german: "(Datei)")
    static let unknownPerson = LocalizedText("Unknown", german: "Unbekannt")

    /// What must have a value before an event.
    static func missing(_ labels: [String]) -> LocalizedText {
        let list = labels.joined(separator: ", ")
        return LocalizedText("Still missing: \(list)", german: "Noch anzugeben: \(list)")
    }

    /// - Parameter retry: when it is tried again; nil where it waits for a change.
    static func overdue(_ event: String, _ reasons: String, retry: String?) -> LocalizedText {
        LocalizedText(
            "“\(event)” was due and could not be done. \(reasons) "
                + (retry.map { "It will be tried again at \($0)." }
                    ?? "It will be tried again when this record changes."),
            german: "„\(event)“ war fällig und konnte nicht ausgeführt werden. \(reasons) "
                + (retry.map { "Nächster Versuch: \($0)." }
                    ?? "Nächster Versuch nach der nächsten Änderung dieses Datensatzes.")
        )
    }
    static func since(_ day: String) -> LocalizedText { LocalizedText("since \(day)", german: "seit \(day)") }
    static func until(_ day: String) -> LocalizedText { LocalizedText("until \(day)", german: "bis \(day)") }

    static func withoutValue(_ count: Int) -> LocalizedText {
        LocalizedText("Without a value (\(count))", german: "Ohne Angabe (\(count))")
    }
}
