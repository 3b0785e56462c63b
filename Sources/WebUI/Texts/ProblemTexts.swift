import Model

/// Words of the error pages.
enum ProblemTexts {
    static let table: [String: LocalizedText] = [
        "requestID": LocalizedText("Request", german: "Vorgangsnummer"),
        "backHome": LocalizedText("Back to the overview", german: "Zurück zur Übersicht"),
        "goBack": LocalizedText("Back to the record", german: "Zurück zum Datensatz"),
    ]

    /// Headline and explanation of a status.
    static func page(_ status: Int) -> (title: LocalizedText, lead: LocalizedText) {
        switch status {
        case 400:
            (
                LocalizedText("This request is incomplete", german: "Diese Anfrage ist unvollständig"),
                LocalizedText(
                    "Go back, reload the page and try again.",
                    german: "Bitte zurückgehen, die Seite neu laden und noch einmal versuchen.")
            )
        case 403:
            (
                LocalizedText("This is not allowed", german: "Das ist nicht erlaubt"),
                LocalizedText(
                    "Your roles do not cover this, or the page was open for too long. Reload it, or ask your administrator.",
                    german:
                        "Ihre Rollen erlauben das nicht, oder die Seite war zu lange offen. Bitte neu laden oder die Administration fragen."
                )
            )
        case 404:
            (
                LocalizedText("There is nothing here", german: "Hier gibt es nichts"),
                LocalizedText(
                    "The address is wrong, the record was deleted, or you may not see it.",
                    german:
                        "Die Adresse stimmt nicht, der Datensatz wurde gelöscht, oder Sie dürfen ihn nicht sehen.")
            )
        case 409:
            (
                LocalizedText("This conflicts with what is stored", german: "Das passt nicht zum gespeicherten Stand"),
                LocalizedText(
                    "Nothing was changed. Look at the record as it is now.",
                    german: "Es wurde nichts geändert. Bitte den Datensatz ansehen, wie er jetzt ist.")
            )
        case 412:
            (
                LocalizedText(
                    "Somebody else was faster", german: "Jemand anderes war schneller"),
                LocalizedText(
                    "The record changed since you opened it. Nothing of yours was changed.",
                    german: "Der Datensatz hat sich geändert, seit Sie ihn geöffnet haben. Es wurde nichts übernommen.")
            )
        case 413:
            (
                LocalizedText("This is too large", german: "Das ist zu groß"),
                LocalizedText(
                    "What was sent is larger than the limit, and nothing was stored. Go back and send less at once.",
                    german:
                        "Was gesendet wurde, ist größer als hier erlaubt; es wurde nichts gespeichert. Bitte zurückgehen und weniger auf einmal senden."
                )
            )
        case 422:
            (
                LocalizedText("A rule refused this", german: "Eine Regel lehnt das ab"),
                LocalizedText("Nothing was changed.", german: "Es wurde nichts geändert.")
            )
        case 429:
            (
                LocalizedText("Too much at once", german: "Zu viel auf einmal"),
                LocalizedText("Wait a moment and try again.", german: "Bitte kurz warten und noch einmal versuchen.")
            )
        case 503:
            (
                LocalizedText("Just a moment", german: "Einen Moment bitte"),
                LocalizedText(
                    "This cannot be stored right now. Try again in a few seconds.",
                    german: "Das lässt sich gerade nicht speichern. Bitte in ein paar Sekunden noch einmal versuchen.")
            )
        default:
            (
                LocalizedText("Something went wrong here", german: "Hier ist etwas schiefgegangen"),
                LocalizedText(
                    "It is not your fault, and nothing was changed. If it happens again, tell your administrator the number below.",
                    german:
                        "Das liegt nicht an Ihnen, und es wurde nichts geändert. Wenn es wieder passiert, nennen Sie Ihrer Administration bitte die Nummer unten."
                )
            )
        }
    }
}
