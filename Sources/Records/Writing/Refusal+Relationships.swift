import Model

// What writes are refused for that break a relationship. Codes in docs/errors.md.

extension Refusal {
    /// - Parameters:
    ///   - count: how many records refer to it.
    ///   - titles: how the first of them are called, as far as the asker may see them.
    static func stillReferenced(
        _ type: EntityType, by other: EntityType, attribute: Attribute, count: Int, titles: [String]
    ) -> Refusal {
        let shown = titles.isEmpty ? "" : " (\(titles.joined(separator: ", "))\(count > titles.count ? ", …" : ""))"
        let (english, german) =
            count == 1
            ? (other.label.english + " refers", other.label[.german] + " verweist")
            : (other.pluralLabel.english + " refer", other.pluralLabel[.german] + " verweisen")
        return Refusal(
            .conflict, "KTR-R207",
            LocalizedText(
                "It cannot be deleted: \(count) \(english) to it by '\(attribute.label.english)'\(shown).",
                german:
                    "Löschen ist nicht möglich: \(count) \(german) mit „\(attribute.label[.german])“ darauf\(shown)."),
            hint: LocalizedText(
                "Delete those first, or point them elsewhere.",
                german: "Löschen Sie zuerst diese, oder lassen Sie sie auf etwas anderes verweisen."))
    }
}

extension Refusal {
    /// What refers to it is nothing that the asker may know of.
    static let referencedUnseen = Refusal(
        .conflict, "KTR-R207",
        LocalizedText(
            "It cannot be deleted: records that you may not see refer to it.",
            german: "Löschen ist nicht möglich: Datensätze, die Sie nicht sehen dürfen, verweisen darauf."))
}

extension Refusal.Problem {
    static func falseClaim(
        _ attribute: Attribute, _ claimed: AttributeValue, _ found: AttributeValue
    ) -> Refusal.Problem {
        let shown = found.isNull ? LocalizedText("nothing", german: "nichts") : LocalizedText(found.displayText)
        return Refusal.Problem(
            "KTR-R160", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.name)' is '\(claimed.displayText)', but '\(attribute.companionOf ?? "")' leads to \(shown.english).",
                german:
                    "„\(attribute.name)“ nennt „\(claimed.displayText)“, aber „\(attribute.companionOf ?? "")“ führt zu \(shown[.german])."
            ),
            hint: LocalizedText(
                "Leave it out: the system finds it by the id.",
                german: "Lassen Sie es weg: Das System findet es über die ID."))
    }

    /// - Parameter chain: titles from the record downwards to the one that it was to lie under.
    static func ring(_ attribute: Attribute, _ chain: [String]) -> Refusal.Problem {
        let shown = chain.count > 8 ? Array(chain.prefix(4)) + ["…"] + Array(chain.suffix(3)) : chain
        let path = shown.joined(separator: " › ")
        return Refusal.Problem(
            "KTR-R161", attribute: attribute.name,
            chain.count < 2
                ? LocalizedText(
                    "'\(path)' cannot be under itself.", german: "„\(path)“ kann nicht unter sich selbst liegen.")
                : LocalizedText(
                    "'\(chain[0])' cannot be under '\(chain[chain.count - 1])', which is under it: \(path).",
                    german:
                        "„\(chain[0])“ kann nicht unter „\(chain[chain.count - 1])“ liegen; das liegt selbst darunter: \(path)."
                ),
            hint: LocalizedText("Choose one outside its branch.", german: "Wählen Sie etwas außerhalb dieses Zweigs."))
    }

    static func tooDeep(_ attribute: Attribute, _ limit: Int) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R162", attribute: attribute.name,
            LocalizedText(
                "The tree would have more than \(limit) levels.", german: "Der Baum hätte mehr als \(limit) Ebenen."),
            hint: LocalizedText("Choose one further up.", german: "Wählen Sie etwas weiter oben."))
    }

    static func endsBeforeItBegins(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R163", attribute: attribute.name,
            LocalizedText("The last day is before the first.", german: "Der letzte Tag liegt vor dem ersten."))
    }

    /// - Parameter other: the link that there is already.
    static func linkedAlready(_ type: EntityType, _ other: Record) -> Refusal.Problem {
        guard let link = type.link, link.hasValidity else {
            return Refusal.Problem(
                "KTR-R164", attribute: type.link?.far,
                LocalizedText("These two are linked already.", german: "Diese beiden sind schon verknüpft."),
                hint: LocalizedText("Change that link instead.", german: "Ändern Sie stattdessen diese Verknüpfung."))
        }
        let (from, to) = (other[LinkRules.validFrom].displayText, other[LinkRules.validTo].displayText)
        let days = [from.isEmpty ? "" : "from \(from)", to.isEmpty ? "" : "to \(to)"].filter { !$0.isEmpty }
        let germanDays = [from.isEmpty ? "" : "ab \(from)", to.isEmpty ? "" : "bis \(to)"].filter { !$0.isEmpty }
        return Refusal.Problem(
            "KTR-R164", attribute: LinkRules.validFrom,
            LocalizedText(
                "These two are linked already\(days.isEmpty ? "" : " " + days.joined(separator: " ")).",
                german:
                    "Diese beiden sind schon verknüpft\(germanDays.isEmpty ? "" : " " + germanDays.joined(separator: " "))."
            ),
            hint: LocalizedText(
                "End that link first, or choose other days.",
                german: "Beenden Sie zuerst diese Verknüpfung, oder wählen Sie andere Tage."))
    }
}
