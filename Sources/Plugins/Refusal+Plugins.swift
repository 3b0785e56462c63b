import Model

// What host functions refuse. The rule's file and line are added where the error leaves the sandbox.

extension Refusal {
    static func wrongArgument(_ function: String, _ expected: String, _ form: String) -> Refusal {
        Refusal(
            .invalid, "KTR-L311",
            LocalizedText("\(function) needs \(expected).", german: "\(function) braucht: \(expected)."),
            hint: LocalizedText("Write \(form).", german: "Schreiben Sie \(form)."))
    }

    static func refusesUnknown(_ attribute: String, of type: EntityType) -> Refusal {
        Refusal(
            .invalid, "KTR-L502",
            LocalizedText(
                "A rule refused '\(attribute)', but \(type.name) has no such attribute.",
                german: "Eine Regel hat „\(attribute)“ abgelehnt, aber \(type.name) hat kein solches Attribut."),
            hint: nearestName(to: attribute, among: type.attributes.map(\.name)).map {
                LocalizedText("Did you mean '\($0)'?", german: "Meinten Sie „\($0)“?")
            })
    }

    static let notInAHook = Refusal(
        .invalid, "KTR-L312",
        LocalizedText(
            "This function can only be called inside a hook.",
            german: "Diese Funktion kann nur innerhalb eines Hooks aufgerufen werden."),
        hint: LocalizedText(
            "Move the call into the function that you register.",
            german: "Verschieben Sie den Aufruf in die Funktion, die Sie registrieren."))
}

extension LocalizedText {
    /// A message as plugins write it: a text, or `{ en = "…", de = "…" }`.
    init?(script value: DataValue?) {
        switch value {
        case .text(let text): self.init(text)
        case .object(let members):
            var texts: [Language: String] = [:]
            for member in members {
                guard case .text(let text) = member.value else { return nil }
                texts[Language(rawValue: member.name)] = text
            }
            guard let english = texts.removeValue(forKey: .english) ?? texts.values.min() else { return nil }
            self.init(english, others: texts)
        default: return nil
        }
    }
}
