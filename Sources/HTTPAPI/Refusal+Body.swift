import Model

// What is wrong with single members of a body, told together with everything else that is wrong with the write.

extension Refusal.Problem {
    static func unreadableReference(_ member: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-W213", attribute: member.shown,
            LocalizedText("The reference cannot be read", german: "Der Verweis ist nicht lesbar"),
            hint: LocalizedText(
                "Write set and id: \"accounts(0190f3c2-7d1e-7abc-8def-0123456789ab)\"",
                german: "Schreiben Sie Menge und ID: \"accounts(0190f3c2-7d1e-7abc-8def-0123456789ab)\""))
    }

    static func foreignReference(_ member: String, _ address: String, sets: [String]) -> Refusal.Problem {
        let list = sets.map { "\($0)(…)" }.joined(separator: ", ")
        return Refusal.Problem(
            "KTR-W622", attribute: member.shown,
            LocalizedText(
                "'\(address.prefix(100))' is not a record that can be referred to here",
                german: "'\(address.prefix(100))' ist kein Datensatz, der hier genannt werden kann"),
            hint: LocalizedText("Expected: \(list)", german: "Erwartet: \(list)"))
    }

    static func writtenAsText(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-W623", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' is a number or a yes/no value, but was sent as text",
                german: "„\(attribute.label[.german])“ ist eine Zahl oder ein Ja/Nein-Wert, kam aber als Text"),
            hint: LocalizedText(
                "Send it without quotes; numbers may be texts with Content-Type: application/json;IEEE754Compatible=true",
                german:
                    "Senden Sie den Wert ohne Anführungszeichen; Zahlen dürfen Texte sein mit Content-Type: application/json;IEEE754Compatible=true"
            ))
    }

    static func setTwice(_ member: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-W624", attribute: member.shown,
            LocalizedText(
                "'\(member.shown)' is set by two members", german: "„\(member.shown)“ wird von zwei Angaben gesetzt"),
            hint: LocalizedText("Send one of them", german: "Senden Sie eine davon"))
    }

    static func otherType(_ member: String, _ written: String, expected: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-W625", attribute: member.shown,
            LocalizedText(
                "The type is given as '\(written.prefix(100))', but is \(expected)",
                german: "Als Typ ist „\(written.prefix(100))“ angegeben, richtig ist \(expected)"))
    }
}

extension String {
    /// A name that somebody sent, short enough for a message.
    fileprivate var shown: String { String(prefix(100)) }
}
