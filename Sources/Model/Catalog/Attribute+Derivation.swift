extension Attribute {
    /// Why nobody can set a formula or rollup, and what to set instead; nil for other attributes.
    public var derivation: LocalizedText? {
        switch type {
        case .formula(let rules):
            LocalizedText(
                "It is computed: \(rules.expression). Set what it is computed from.",
                german: "Es wird berechnet: \(rules.expression). Setzen Sie, woraus es berechnet wird.")
        case .rollup(let rules):
            LocalizedText(
                "It is computed from the records that look this one up: \(rules.summary).",
                german: "Es wird aus den Datensätzen berechnet, die auf diesen verweisen: \(rules.summary).")
        default: nil
        }
    }
}
