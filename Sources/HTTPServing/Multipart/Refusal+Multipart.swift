import Model

extension Refusal {
    static let noBoundary = Refusal(
        .malformed, "KTR-W130",
        LocalizedText(
            "The form does not say where its parts begin", german: "Das Formular sagt nicht, wo seine Teile beginnen"),
        hint: LocalizedText(
            "Send Content-Type: multipart/form-data; boundary=…",
            german: "Senden Sie Content-Type: multipart/form-data; boundary=…"))

    /// - Parameter code: `KTR-W131` for what cannot be read, `KTR-W132` for what is too much.
    static func noForm(_ code: String) -> Refusal {
        guard code == "KTR-W132" else {
            return Refusal(
                .malformed, code,
                LocalizedText("The form cannot be read", german: "Das Formular ist nicht lesbar"),
                hint: LocalizedText(
                    "Its parts must follow RFC 7578", german: "Seine Teile müssen RFC 7578 entsprechen"))
        }
        return Refusal(
            .limit, code,
            LocalizedText(
                "The form has too many fields or too long names",
                german: "Das Formular hat zu viele Felder oder zu lange Namen"))
    }

    static let formCutOff = Refusal(
        .malformed, "KTR-W133",
        LocalizedText("The form was cut off", german: "Das Formular wurde abgeschnitten"),
        hint: LocalizedText("Send it again", german: "Senden Sie es noch einmal"))
}
