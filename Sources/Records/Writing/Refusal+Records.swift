import Model

// What reads and writes of records are refused for. Texts in English and German; codes in docs/errors.md.

extension Refusal {
    static func unknownEntity(_ name: String, known: [String]) -> Refusal {
        let nearest = nearestName(to: name, among: known)
        return Refusal(
            .malformed, "KTR-R201",
            LocalizedText("There is no entity type '\(name)'.", german: "Es gibt keinen Entitätstyp „\(name)“."),
            hint: nearest.map { .didYouMean($0) })
    }

    static func notFound(_ type: EntityType, _ id: RecordID) -> Refusal {
        Refusal(
            .notFound, "KTR-R202",
            LocalizedText(
                "There is no \(type.label.english) with the id \(id), or you may not see it.",
                german:
                    "Es gibt keinen Datensatz „\(type.label[.german])“ mit der ID \(id), oder Sie dürfen ihn nicht sehen."
            ))
    }

    static func stale(expected: Int64, current: Int64) -> Refusal {
        Refusal(
            .stale, "KTR-R203",
            LocalizedText(
                "The record was changed in the meantime: you saw revision \(expected), it is now at \(current).",
                german:
                    "Der Datensatz wurde inzwischen geändert: Sie sahen Revision \(expected), er hat jetzt Revision \(current)."
            ),
            hint: LocalizedText(
                "Read it again and repeat your change.", german: "Lesen Sie ihn neu und wiederholen Sie Ihre Änderung.")
        )
    }

    static func outsideRowFilter(_ type: EntityType) -> Refusal {
        Refusal(
            .forbidden, "KTR-R206",
            LocalizedText(
                "After this change you could no longer see or change the record; your roles do not allow that.",
                german:
                    "Nach dieser Änderung könnten Sie den Datensatz nicht mehr sehen oder ändern; Ihre Rollen erlauben das nicht."
            ))
    }

    static func tooManyReferences(to type: EntityType, _ limit: Int) -> Refusal {
        Refusal(
            .limit, "KTR-R213",
            LocalizedText(
                "It cannot be deleted at once: more than \(limit) records go or change with this \(type.label.english).",
                german:
                    "Löschen in einem Schritt ist nicht möglich: Mehr als \(limit) Datensätze hängen daran („\(type.label[.german])“)."
            ),
            hint: LocalizedText(
                "Delete those that refer to it first.", german: "Löschen Sie zuerst die, die darauf verweisen."))
    }

    static func notUnique(_ type: EntityType, attributes: [Attribute]) -> Refusal {
        let english = attributes.map { "'\($0.label.english)'" }.joined(separator: ", ")
        let german = attributes.map { "„\($0.label[.german])“" }.joined(separator: ", ")
        return Refusal(
            .conflict, "KTR-R208", attribute: attributes.first?.name,
            LocalizedText(
                "Another \(type.label.english) already has this value of \(english).",
                german: "Ein anderer Datensatz „\(type.label[.german])“ hat bereits diesen Wert von \(german)."))
    }

    static func tooManyWrites(_ limit: Int) -> Refusal {
        Refusal(
            .limit, "KTR-R209",
            LocalizedText(
                "Rules asked for more than \(limit) further writes.",
                german: "Regeln verlangten mehr als \(limit) weitere Schreibvorgänge."),
            hint: LocalizedText(
                "Two rules may be triggering each other.", german: "Vielleicht lösen zwei Regeln einander aus."))
    }

    static func keyReused(_ key: String) -> Refusal {
        Refusal(
            .conflict, "KTR-R210",
            LocalizedText(
                "The idempotency key '\(key)' was used before for a different request.",
                german: "Der Idempotenzschlüssel „\(key)“ wurde schon für eine andere Anfrage verwendet."),
            hint: LocalizedText(
                "Use a new key for a new write.",
                german: "Verwenden Sie für jeden neuen Schreibvorgang einen neuen Schlüssel."))
    }

    static func keyDamaged(_ key: String) -> Refusal {
        Refusal(
            .conflict, "KTR-R660",
            LocalizedText(
                "A write with the idempotency key '\(key)' was carried out, but its stored result can no longer be read.",
                german:
                    "Ein Schreibvorgang mit dem Idempotenzschlüssel „\(key)“ wurde ausgeführt, aber sein gespeichertes Ergebnis ist nicht mehr lesbar."
            ),
            hint: LocalizedText(
                "Look for the record; nothing was stored this time. Use a new key for another write.",
                german:
                    "Suchen Sie den Datensatz; diesmal wurde nichts gespeichert. Verwenden Sie für einen anderen Schreibvorgang einen neuen Schlüssel."
            ))
    }

    static func noChart(_ type: EntityType, event: String) -> Refusal {
        Refusal(
            .malformed, "KTR-R211",
            LocalizedText(
                "\(type.pluralLabel.english) have no state chart, so '\(event)' cannot be sent to them.",
                german:
                    "\(type.pluralLabel[.german]) haben kein Zustandsdiagramm; „\(event)“ kann nicht an sie gesendet werden."
            ))
    }

    static func idTaken(_ id: RecordID) -> Refusal {
        Refusal(
            .conflict, "KTR-R212", attribute: "id",
            LocalizedText(
                "The id \(id) was already given to a record.",
                german: "Die ID \(id) wurde schon einmal vergeben."),
            hint: LocalizedText(
                "Generate a new one, or leave it out.", german: "Erzeugen Sie eine neue, oder lassen Sie sie weg."))
    }
}

extension Refusal.Problem {
    static let unknownAttributeCode = "KTR-R220"

    /// - Parameters:
    ///   - suggesting: whether to look for what may have been meant.
    ///   - isKnown: whether the asker may know of the attribute at a position.
    static func unknownAttribute(
        _ name: String, of type: EntityType, suggesting: Bool = true, where isKnown: (Int) -> Bool
    ) -> Refusal.Problem {
        let nearest =
            suggesting
            ? nearestName(to: name, among: type.attributes.indices.filter(isKnown).map { type.attributes[$0].name })
            : nil
        return Refusal.Problem(
            unknownAttributeCode, attribute: name,
            LocalizedText(
                "\(type.label.english) has no attribute '\(name)'.",
                german: "\(type.label[.german]) hat kein Attribut „\(name)“."),
            hint: nearest.map { .didYouMean($0) })
    }

    static func readOnly(_ attribute: Attribute) -> Refusal.Problem {
        let isState = if case .state = attribute.type { true } else { false }
        return Refusal.Problem(
            "KTR-R221", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' cannot be set directly.",
                german: "„\(attribute.label[.german])“ kann nicht direkt gesetzt werden."),
            hint: attribute.derivation
                ?? (isState
                    ? LocalizedText(
                        "Send one of the chart's events instead.",
                        german: "Senden Sie stattdessen ein Ereignis des Zustandsdiagramms.")
                    : LocalizedText(
                        "The system sets it; leave it out.", german: "Das System setzt es; lassen Sie es weg."))
        )
    }

    static func missing(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R222", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' is required.", german: "„\(attribute.label[.german])“ ist erforderlich."))
    }

    static func immutable(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R223", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' is set once and cannot be changed.",
                german: "„\(attribute.label[.german])“ wird einmal gesetzt und kann nicht geändert werden."))
    }

    static func noSuchTarget(_ attribute: Attribute, _ id: RecordID) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R224", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' refers to \(id), which does not exist or which you may not see.",
                german:
                    "„\(attribute.label[.german])“ verweist auf \(id); das gibt es nicht, oder Sie dürfen es nicht sehen."
            ))
    }
}

extension LocalizedText {
    static func didYouMean(_ name: String) -> LocalizedText {
        LocalizedText("Did you mean '\(name)'?", german: "Meinten Sie „\(name)“?")
    }
}
