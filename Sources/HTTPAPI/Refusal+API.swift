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

    static func badHeader(_ name: String, expected: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W214",
            LocalizedText("The header \(name) cannot be read", german: "Die Kopfzeile \(name) ist nicht lesbar"),
            hint: LocalizedText("Expected: \(expected)", german: "Erwartet: \(expected)"))
    }

    static let staleTag = Refusal(
        .stale, "KTR-W215",
        LocalizedText(
            "If-Match names no revision of this record", german: "If-Match nennt keine Revision dieses Datensatzes"),
        hint: LocalizedText("Send the ETag of the last answer", german: "Senden Sie den ETag der letzten Antwort"))

    static func conditionFailed(_ header: String) -> Refusal {
        guard header != "If-Match" else { return .staleTag }
        return Refusal(
            .stale, "KTR-W626",
            LocalizedText(
                "The condition in \(header) is not met", german: "Die Bedingung in \(header) ist nicht erfüllt"),
            hint: LocalizedText("Read it again", german: "Lesen Sie erneut"))
    }

    static func notYet(_ what: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W221",
            LocalizedText("\(what) is not supported", german: "\(what) wird nicht unterstützt"))
    }

    static func unknownVersion(_ header: String, _ version: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W621",
            LocalizedText(
                "\(header) '\(version.prefix(20))' is not a supported version",
                german: "\(header) „\(version.prefix(20))“ ist keine unterstützte Version"),
            hint: LocalizedText("Supported: 4.0, 4.01", german: "Unterstützt: 4.0, 4.01"))
    }

    static func optionElsewhere(_ name: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W620",
            LocalizedText(
                "$\(name) has no meaning at this address", german: "$\(name) hat unter dieser Adresse keine Bedeutung"),
            hint: LocalizedText("Leave it out", german: "Lassen Sie es weg"))
    }
}
