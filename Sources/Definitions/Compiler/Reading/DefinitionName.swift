public import Model

/// Names of definitions, for what makes files of them.
public enum DefinitionName {
    /// What a name is for.
    public enum Use: Sendable, Hashable {
        /// An entity type, a set or an attribute: stands in queries and scripts, where some words mean something else.
        case word
        /// A pack, chart, plugin, role or view.
        case label
    }

    /// What is wrong with a name; nil where it can be used.
    ///
    ///     DefinitionName.problem("order", for: .word, of: "an entity type")?.code   // "KTR-D121"
    public static func problem(_ name: String, for use: Use, of thing: String) -> Diagnostic? {
        var findings = Findings()
        let located = Located(name, at: SourceLocation(file: "", line: 1))
        switch use {
        case .word: _ = NameRules.check(located, of: thing, &findings)
        case .label: _ = NameRules.checkForm(located, of: thing, &findings)
        }
        guard var problem = findings.diagnostics.first else { return nil }
        problem.location = nil
        return problem
    }

    /// A name in words: `Sub product` for `sub_product`.
    public static func inWords(_ name: String) -> String { ElementReader.inWords(name) }
}
