import Model

/// Finds the option that a cell means: by its name, or by its name or label in any language and any case where only one has it.
struct OptionWords: Sendable {
    private let options: [OptionSet.Option]
    private let names: Set<String>
    private let words: [String: [String]]

    init(_ set: OptionSet) {
        options = set.options.filter { !$0.isRetired }
        names = Set(set.options.map(\.name))
        var words: [String: [String]] = [:]
        // A label of a retired option counts only where no other option has it.
        for option in options + set.options.filter(\.isRetired) {
            for text in Set([option.name, option.label.english] + option.label.others.values).map(folded) {
                let others = words[text] ?? []
                if option.isRetired, !others.isEmpty { continue }
                if !others.contains(option.name) { words[text] = others + [option.name] }
            }
        }
        self.words = words
    }

    /// The name of the option that a text means.
    ///
    /// - Throws: `KTR-R114` where none does, `KTR-I562` where several do.
    func name(meantBy text: String) throws(Refusal.Problem) -> String {
        if names.contains(text) { return text }
        let found = words[folded(text)] ?? []
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            let several = shortList(found)
            throw Refusal.Problem(
                "KTR-I562",
                LocalizedText(
                    "'\(text)' may mean several options: \(several)",
                    german: "„\(text)“ kann mehrere Auswahlmöglichkeiten meinen: \(several)"))
        }
        throw Refusal.Problem(
            "KTR-R114",
            LocalizedText(
                "'\(text)' is not one of the options: \(listed(.english))",
                german: "„\(text)“ ist keine der Auswahlmöglichkeiten: \(listed(.german))"))
    }

    private func listed(_ language: Language) -> String {
        shortList(
            options.lazy.map { option in
                option.label[language] == option.name ? option.name : "\(option.name) (\(option.label[language]))"
            })
    }
}
