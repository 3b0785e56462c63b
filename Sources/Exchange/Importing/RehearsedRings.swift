import Model

/// The trees that a dry run would build of records which are not there: tells where one would lie under itself, as storing it would.
struct RehearsedRings {
    /// By lookup and key, the key of the record above.
    private var above: [Int: [String: String]] = [:]

    /// Sets what is above a record; what is wrong where that would close a ring.
    mutating func problem(setting entry: UnlinkedRow, in translator: RowTranslator, of type: EntityType) -> Refusal
        .Problem?
    {
        let lookup = translator.lookups[entry.lookup]
        guard let own = entry.key, type.attribute(named: lookup.attribute)?.type.isTree ?? false else { return nil }
        let target = LookupTargets.word(entry.text, lookup.match)
        var next: String? = target
        while let key = next {
            if key == own { return Self.ring(lookup.attribute, own, target) }
            next = above[entry.lookup]?[key]
        }
        above[entry.lookup, default: [:]][own] = target
        return nil
    }

    private static func ring(_ attribute: String, _ own: String, _ target: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R161", attribute: attribute,
            own == target
                ? LocalizedText(
                    "'\(own)' cannot be under itself.", german: "„\(own)“ kann nicht unter sich selbst liegen.")
                : LocalizedText(
                    "'\(own)' cannot be under '\(target)', which is under it.",
                    german: "„\(own)“ kann nicht unter „\(target)“ liegen, das unter ihm liegt."))
    }
}
