import Model

extension Refusal {
    static func badEncoding(_ part: Substring) -> Refusal {
        Refusal(
            .malformed, "KTR-W201",
            LocalizedText(
                "'\(part.prefix(60))' is not percent-encoded UTF-8",
                german: "'\(part.prefix(60))' ist kein prozentkodiertes UTF-8"),
            hint: LocalizedText("Write a percent sign as %25", german: "Schreiben Sie ein Prozentzeichen als %25"))
    }

    static func noSuchResource(_ path: Substring) -> Refusal {
        Refusal(
            .notFound, "KTR-W202",
            LocalizedText(
                "There is nothing at '\(path.prefix(100))'", german: "Unter '\(path.prefix(100))' gibt es nichts"))
    }

    static func noID(_ text: String, set: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W203",
            LocalizedText(
                "'\(text.prefix(60))' is not the id of a record", german: "'\(text.prefix(60))' ist keine Datensatz-ID"),
            hint: LocalizedText(
                "An id is a UUID: \(set)(0190f3c2-7d1e-7abc-8def-0123456789ab)",
                german: "Eine ID ist eine UUID: \(set)(0190f3c2-7d1e-7abc-8def-0123456789ab)"))
    }

    static func noSuchSet(_ name: String, nearest: String?) -> Refusal {
        Refusal(
            .notFound, "KTR-W204",
            LocalizedText(
                "There is no entity set '\(name.prefix(60))'",
                german: "Eine Entitätsmenge '\(name.prefix(60))' gibt es nicht"),
            hint: nearest.map { LocalizedText("Did you mean '\($0)'?", german: "Meinten Sie '\($0)'?") })
    }

    static func noSuchPart(_ name: String, nearest: String?) -> Refusal {
        Refusal(
            .notFound, "KTR-W205",
            LocalizedText(
                "A record here has no '\(name.prefix(60))'", german: "Ein Datensatz hat hier kein '\(name.prefix(60))'"),
            hint: nearest.map { LocalizedText("Did you mean '\($0)'?", german: "Meinten Sie '\($0)'?") })
    }

    static func badJSON(_ error: JSONError) -> Refusal {
        Refusal(
            .malformed, "KTR-W210",
            LocalizedText(
                "The body is not JSON: \(error.message.english)",
                german: "Der Inhalt ist kein JSON: \(error.message[.german])"))
    }

    static let noObject = Refusal(
        .malformed, "KTR-W211",
        LocalizedText("The body must be a JSON object", german: "Der Inhalt muss ein JSON-Objekt sein"),
        hint: LocalizedText("Write {\"name\": value, …}", german: "Schreiben Sie {\"name\": Wert, …}"))

    static func keyDiffers(_ attribute: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W212", attribute: attribute,
            LocalizedText(
                "The id in the body is not the one in the address", german: "Die ID im Inhalt ist nicht die der Adresse"
            ),
            hint: LocalizedText("Leave it out", german: "Lassen Sie sie weg"))
    }

    static func badBinding(_ attribute: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W213", attribute: attribute,
            LocalizedText("The reference cannot be read", german: "Der Verweis ist nicht lesbar"),
            hint: LocalizedText(
                "Write the id: \"\(attribute)\": \"0190…\"", german: "Schreiben Sie die ID: \"\(attribute)\": \"0190…\""
            ))
    }

    static func badHeader(_ name: String, expected: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W214",
            LocalizedText("The header \(name) cannot be read", german: "Die Kopfzeile \(name) ist nicht lesbar"),
            hint: LocalizedText("It is \(expected)", german: "Sie lautet \(expected)"))
    }

    static func staleTag(_ tag: String) -> Refusal {
        Refusal(
            .stale, "KTR-W215",
            LocalizedText(
                "If-Match names no revision of this record", german: "If-Match nennt keine Revision dieses Datensatzes"),
            hint: LocalizedText("Send the ETag of the last answer", german: "Senden Sie den ETag der letzten Antwort"))
    }

    static func notYet(_ what: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W221",
            LocalizedText("\(what) is not supported", german: "\(what) wird nicht unterstützt"))
    }
}
