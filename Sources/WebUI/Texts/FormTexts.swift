import Model

/// Words of the record form.
enum FormTexts {
    static let table: [String: LocalizedText] = [
        "save": LocalizedText("Save", german: "Speichern"),
        "cancel": LocalizedText("Cancel", german: "Abbrechen"),
        "required": LocalizedText("required", german: "Pflichtfeld"),
        "choose": LocalizedText("Please choose", german: "Bitte wählen"),
        "nothingChosen": LocalizedText("– none –", german: "– keine Angabe –"),
        "errorsTitle": LocalizedText("Not saved yet", german: "Noch nicht gespeichert"),
        "errorsLead": LocalizedText("Please look at these points:", german: "Bitte sehen Sie sich diese Punkte an:"),
        "conflictLead": LocalizedText(
            "Your entries are kept below. Compare, correct, and save again: this overwrites what is stored in the fields you changed.",
            german:
                "Ihre Eingaben stehen unten noch da. Vergleichen, anpassen und noch einmal speichern: Das überschreibt den gespeicherten Stand der Felder, die Sie geändert haben."
        ),
        "conflictAttribute": LocalizedText("Field", german: "Feld"),
        "conflictStored": LocalizedText("Stored now", german: "Jetzt gespeichert"),
        "conflictYours": LocalizedText("Your entry", german: "Ihre Eingabe"),
        "conflictNotYours": LocalizedText("not changed by you", german: "von Ihnen nicht geändert"),
        "showWhole": LocalizedText("Show all", german: "Ganz anzeigen"),
        "whichOne": LocalizedText("Which one do you mean?", german: "Welcher ist gemeint?"),
        "chosen": LocalizedText("Chosen", german: "Gewählt"),
        "addOption": LocalizedText("Add from the list", german: "Aus der Liste hinzufügen"),
        "findOption": LocalizedText("Search the list", german: "In der Liste suchen"),
        "incomplete": LocalizedText(
            "This entry is incomplete. Complete it, or clear the field.",
            german: "Diese Eingabe ist unvollständig. Bitte ergänzen oder das Feld leeren."),
        "kindOfRecord": LocalizedText("kind of record", german: "Art des Datensatzes"),
        "lookupHelp": LocalizedText(
            "Type a few letters and choose from the list.",
            german: "Ein paar Buchstaben eingeben und aus der Liste wählen."),
        "removeFile": LocalizedText("Remove", german: "Entfernen"),
        "fileWaiting": LocalizedText(
            "uploaded; kept when you save", german: "hochgeladen; bleibt, wenn Sie speichern"),
        "currency": LocalizedText("Currency", german: "Währung"),
        "durationHelp": LocalizedText(
            "Hours and minutes, such as 1:30; also 2 days 3 h or 45 min.",
            german: "Stunden und Minuten, zum Beispiel 1:30; auch 2 Tage 3 Std. oder 45 Min."),
        "pointHelp": LocalizedText(
            "Latitude and longitude, such as 51.5136, 7.4653.",
            german: "Breite und Länge, zum Beispiel 51,5136; 7,4653."),
        "retired": LocalizedText("(no longer used)", german: "(nicht mehr verwendet)"),
    ]

    static func fileHelp(_ limit: LocalizedText) -> LocalizedText {
        LocalizedText("At most \(limit.english).", german: "Höchstens \(limit[.german]).")
    }

    static let notTime = LocalizedText(
        "Please enter a time, such as 09:30.", german: "Bitte eine Uhrzeit eingeben, zum Beispiel 09:30.")
    static let notDuration = LocalizedText(
        "Please enter a duration, such as 1:30 or 1 h 30 min.",
        german: "Bitte eine Dauer eingeben, zum Beispiel 1:30 oder 1 Std. 30 Min.")
    static let notPoint = LocalizedText(
        "Please enter latitude and longitude, such as 51.5136, 7.4653.",
        german: "Bitte Breite und Länge eingeben, zum Beispiel 51,5136; 7,4653.")

    static func notCurrency(_ code: String, of codes: [String]) -> LocalizedText {
        let known = codes.joined(separator: ", ")
        return LocalizedText(
            "\(code) is not possible here. Possible: \(known).",
            german: "\(code) geht hier nicht. Möglich sind \(known).")
    }

    static func created(_ when: String) -> LocalizedText {
        LocalizedText("created \(when)", german: "angelegt \(when)")
    }

    static let empty = LocalizedText("empty", german: "leer")

    static func create(_ label: LocalizedText) -> LocalizedText {
        LocalizedText("New: \(label.english)", german: "Neu: \(label[.german])")
    }

    static func edit(_ title: String) -> LocalizedText {
        LocalizedText("Edit \(title)", german: "\(title) bearbeiten")
    }

    static let conflictTitle = LocalizedText(
        "Somebody else changed this record in the meantime",
        german: "Jemand anderes hat diesen Datensatz inzwischen geändert")
    static let conflictWithYourself = LocalizedText(
        "You changed this record yourself in the meantime, perhaps in another window",
        german: "Sie haben diesen Datensatz inzwischen selbst geändert, vielleicht in einem anderen Fenster")

    /// Said of a form that is sent again with other values.
    static func sentBefore(isNew: Bool) -> LocalizedText {
        isNew
            ? LocalizedText(
                "This form was stored before, with other values. Save again to create another record; to change the first one, open it:",
                german:
                    "Dieses Formular wurde schon gespeichert, mit anderen Angaben. Noch einmal speichern legt einen weiteren Datensatz an; um den ersten zu ändern, öffnen Sie ihn:"
            )
            : LocalizedText(
                "This form was stored before, with other values. Look through it and save again.",
                german:
                    "Dieses Formular wurde schon gespeichert, mit anderen Angaben. Bitte durchsehen und noch einmal speichern."
            )
    }

    /// Said of an entry whose field is gone.
    static func noLongerThere(_ label: LocalizedText, _ text: String) -> LocalizedText {
        let shown = Excerpt(text, limit: 200).short
        return LocalizedText(
            "“\(label.english)” is no longer on this form. Your entry was not stored: \(shown)",
            german:
                "„\(label[.german])“ gibt es auf diesem Formular nicht mehr. Ihre Eingabe wurde nicht gespeichert: \(shown)"
        )
    }

    static let lateForm = LocalizedText(
        "Your session had ended, so nothing was stored. Your entries are below: look through them and save again.",
        german:
            "Ihre Sitzung war beendet, deshalb wurde nichts gespeichert. Ihre Eingaben stehen unten: bitte durchsehen und noch einmal speichern."
    )
    static let keptForm = LocalizedText(
        "Your entries are back. Nothing is stored yet: look through them, choose files again, and save.",
        german:
            "Ihre Eingaben sind wieder da. Gespeichert ist noch nichts: bitte durchsehen, Dateien neu auswählen und speichern."
    )
    static let notKept = LocalizedText(
        "What was entered before is no longer kept.", german: "Die früheren Eingaben sind nicht mehr vorhanden.")

    /// In the language that it offers.
    static func continueIn(_ language: Language) -> String {
        language.primary == .german ? "Auf Deutsch weiter" : "Continue in English"
    }

    static let skippedHour = LocalizedText(
        "That time does not exist on that day: the clocks go forward then.",
        german: "Diese Uhrzeit gibt es an dem Tag nicht: Dann werden die Uhren vorgestellt.")

    static let missing = LocalizedText("Please fill this in.", german: "Bitte ausfüllen.")
    static let notInteger = LocalizedText(
        "Please enter a whole number, such as 42.", german: "Bitte eine ganze Zahl eingeben, zum Beispiel 42.")
    static let notDecimal = LocalizedText(
        "Please enter a number, such as 1,234.50.", german: "Bitte eine Zahl eingeben, zum Beispiel 1.234,50.")
    static let notDate = LocalizedText(
        "Please enter a day, such as 2026-11-22.", german: "Bitte ein Datum eingeben, zum Beispiel 22.11.2026.")
    static let notInstant = LocalizedText(
        "Please enter day and time, such as 2026-11-22T09:30.",
        german: "Bitte Tag und Uhrzeit eingeben, zum Beispiel 2026-11-22T09:30.")
    static let notOption = LocalizedText(
        "Please choose one of the options.", german: "Bitte eine der Möglichkeiten wählen.")
    static let notFound = LocalizedText(
        "No record with this name was found. Choose one from the list.",
        german: "Zu diesem Namen gibt es keinen Datensatz. Bitte aus der Liste wählen.")
    static let ambiguous = LocalizedText(
        "Several records have this name. Choose the one you mean.",
        german: "Mehrere Datensätze heißen so. Bitte wählen Sie den gemeinten.")
}
