/// Why personal data may be processed: the six grounds of the General Data Protection Regulation, Art. 6(1).
public enum LegalBasis: String, Sendable, Hashable, CaseIterable {
    /// Point (a): the data subject has consented.
    case consent
    /// Point (b): a contract with the data subject, or steps at their request before one.
    case contract
    /// Point (c): the law demands it.
    case legalObligation = "legal-obligation"
    /// Point (d): somebody's life depends on it.
    case vitalInterests = "vital-interests"
    /// Point (e): a task in the public interest, or official authority.
    case publicTask = "public-task"
    /// Point (f): legitimate interests that the data subject's do not override.
    case legitimateInterests = "legitimate-interests"

    /// What people call it, with the point of the article.
    public var label: LocalizedText {
        switch self {
        case .consent: LocalizedText("consent, Art. 6(1)(a)", german: "Einwilligung, Art. 6 Abs. 1 lit. a")
        case .contract: LocalizedText("contract, Art. 6(1)(b)", german: "Vertrag, Art. 6 Abs. 1 lit. b")
        case .legalObligation:
            LocalizedText("legal obligation, Art. 6(1)(c)", german: "rechtliche Verpflichtung, Art. 6 Abs. 1 lit. c")
        case .vitalInterests:
            LocalizedText("vital interests, Art. 6(1)(d)", german: "lebenswichtige Interessen, Art. 6 Abs. 1 lit. d")
        case .publicTask:
            LocalizedText("public task, Art. 6(1)(e)", german: "öffentliche Aufgabe, Art. 6 Abs. 1 lit. e")
        case .legitimateInterests:
            LocalizedText(
                "legitimate interests, Art. 6(1)(f)", german: "berechtigte Interessen, Art. 6 Abs. 1 lit. f")
        }
    }
}

/// How long something is kept: `10 years`, `6 months`, `30 days`.
public struct RetentionPeriod: Sendable, Hashable, LosslessStringConvertible {
    /// What is counted.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case days, months, years
    }

    /// How many.
    public var count: Int
    /// Of what.
    public var unit: Unit

    /// Reads `10 years`; one of a unit may be written in the singular.
    public init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, let count = Int(words[0]), (1...9999).contains(count),
            let unit = Unit(rawValue: words[1]) ?? (count == 1 ? Unit(rawValue: words[1] + "s") : nil)
        else { return nil }
        self.count = count
        self.unit = unit
    }

    /// As a definition writes it: `10 years`.
    public var description: String { "\(count) \(count == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue)" }
}
