import Model

// What uploads and the files of records are refused for, beside what the rules of the attribute say.

extension Refusal {
    static let tooManyUploads = Refusal(
        .limit, "KTR-R177",
        LocalizedText(
            "You have uploaded too many files that no record holds yet.",
            german: "Sie haben zu viele Dateien hochgeladen, die noch zu keinem Datensatz gehören."),
        hint: LocalizedText(
            "Save the records they are for, or wait a day: then they are removed.",
            german: "Speichern Sie die Datensätze dazu, oder warten Sie einen Tag: dann werden sie entfernt."))

    static let contentGone = Refusal(
        .unavailable, "KTR-R178",
        LocalizedText("The file's content no longer exists.", german: "Der Inhalt der Datei ist nicht mehr da."),
        hint: LocalizedText("Read the record again.", german: "Lesen Sie den Datensatz neu."))
}

extension Refusal.Problem {
    static func holdsNoFile(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R179", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' holds no file.",
                german: "„\(attribute.label[.german])“ enthält keine Datei."))
    }

    /// Not there, not whole, somebody else's, or another record's: the caller is never told which.
    static func noSuchFile(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R176", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' does not name one of your uploads that is still waiting.",
                german: "„\(attribute.label[.german])“ nennt keine Ihrer Dateien, die noch auf einen Datensatz wartet."),
            hint: LocalizedText(
                "Upload it again: a file waits for its record for a day, and belongs to one record only.",
                german:
                    "Laden Sie sie erneut hoch: Eine Datei wartet einen Tag auf ihren Datensatz und gehört nur zu einem."
            ))
    }
}
