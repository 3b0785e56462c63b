import Model

extension Binder {
    /// An attribute that is stored, or what a formula computes.
    func attribute(_ names: [SyntaxNode.Name]) throws(QueryError) -> QueryExpression {
        let path = try self.path(names)
        guard case .formula = path.attribute.type else { return QueryExpression(.attribute(path), path.type) }
        let start = names.last?.start ?? 0
        switch catalog.formula(at: path.position, of: path.owner) {
        case .computed(let computed):
            let moved = computed.moved(to: path)
            let steps = moved.paths.map(\.steps.count).max() ?? 0
            guard steps <= QueryLimits.computedSteps else {
                throw error(
                    "KTR-Q183", start,
                    LocalizedText(
                        "with the formula '\(path.text)' this follows \(steps) lookups; the limit is \(QueryLimits.computedSteps)",
                        german:
                            "Mit der Formel „\(path.text)“ führt dies über \(steps) Verweise, mehr als \(QueryLimits.computedSteps)"
                    ))
            }
            return QueryExpression(.formula(path, moved), path.type)
        case .circular(let names):
            throw error(
                "KTR-Q180", start,
                LocalizedText(
                    "the formula depends on its own value: \(names.joined(separator: " → "))",
                    german: "Die Formel braucht ihren eigenen Wert: \(names.joined(separator: " → "))"),
                hint: LocalizedText(
                    "remove one of these dependencies",
                    german: "Lösen Sie eine der Abhängigkeiten auf"))
        case .faulty, .unknown:
            throw error(
                QueryError.faultyFormula, start,
                LocalizedText(
                    "the formula '\(path.text)' itself has an error",
                    german: "Die Formel „\(path.text)“ ist selbst fehlerhaft"))
        }
    }

    /// Formulas stand for what they compute: what a database can take of them together has limits.
    func checkExtent(of expression: QueryExpression) throws(QueryError) {
        guard expression.size > QueryLimits.tokens || expression.height > QueryLimits.computedHeight else { return }
        throw error(
            "KTR-Q183", 0,
            LocalizedText(
                "with its formulas expanded, the expression is too large or nested too deeply",
                german: "Mit den Formeln darin ist der Ausdruck zu groß oder zu tief verschachtelt"),
            hint: LocalizedText(
                "use fewer formulas that build on other formulas",
                german: "Verwenden Sie weniger Formeln, die aus Formeln bestehen"))
    }
}

extension QueryError {
    /// The code of an error that only follows from another one, reported where that stands.
    public static let faultyFormula = "KTR-Q181"
}
