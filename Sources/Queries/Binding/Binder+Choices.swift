import Model

/// The variable of `any` or `all` over several choices, and the one choice that it stands for at the moment.
struct ChoiceVariable {
    var name: String
    var path: AttributePath
    var options: OptionSet
    var current: String
}

extension Binder {
    /// Options that a condition over several choices is tried with; more would make too long a statement where it speaks of
    /// other attributes.
    private static let mostTried = 100

    /// `tags/any(t: t eq 'vip')`: the condition is tried with every option of the set. What it says of an option alone is
    /// known at once, so the question becomes whether one of some options is chosen.
    ///
    /// Nil where the names do not lead to several choices.
    func chosen(
        _ quantifier: Quantifier, _ names: [SyntaxNode.Name], _ variable: SyntaxNode.Name?, _ condition: SyntaxNode?
    ) throws(QueryError) -> QueryExpression? {
        guard let path = try? path(names), case .multichoice(let options) = path.attribute.type else { return nil }
        let list = QueryExpression(.attribute(path), .names)
        guard let variable, let condition else {
            return QueryExpression(
                .comparison(.notEqual, list, QueryExpression(.constant(.null), .names)), .boolean)
        }
        if variables.contains(where: { $0.variable.name == variable.text })
            || choices.contains(where: { $0.name == variable.text })
        {
            throw taken(variable)
        }
        var certain: [String] = []
        var open: [QueryExpression] = []
        for option in options.options {
            var inner = self
            inner.choices.append(
                ChoiceVariable(name: variable.text, path: path, options: options, current: option.name))
            let tried = try inner.condition(condition)
            // For `all` the options that break the condition are looked for.
            let wanted = quantifier == .any
            if let truth = tried.knownTruth(of: root) {
                if (truth == true) == wanted { certain.append(option.name) }
            } else {
                let met = wanted ? tried : QueryExpression(.not(Self.definite(tried)), .boolean)
                open.append(QueryExpression(.and([Self.includes([option.name], in: list), met]), .boolean))
            }
        }
        guard open.count <= Self.mostTried else {
            throw error(
                "KTR-Q174", variable.start,
                LocalizedText(
                    "a condition that compares choices with other attributes is possible for at most \(Self.mostTried) options",
                    german:
                        "Auswahlen mit anderen Attributen zu vergleichen geht bei höchstens \(Self.mostTried) Optionen")
            )
        }
        let found = [Self.includes(certain, in: list)] + open
        let any = found.count == 1 ? found[0] : QueryExpression(.or(found), .boolean)
        return quantifier == .any ? any : QueryExpression(.not(any), .boolean)
    }

    /// The option that a name stands for inside `any` or `all`.
    func choice(_ names: [SyntaxNode.Name]) throws(QueryError) -> QueryExpression? {
        guard let choice = choices.last(where: { $0.name == names[0].text }) else { return nil }
        if let next = names.dropFirst().first {
            throw error(
                "KTR-Q125", next.start,
                LocalizedText(
                    "'\(choice.name)' is a choice, so nothing can follow it after '/'",
                    german: "„\(choice.name)“ ist eine Auswahl; danach kann kein „/“ stehen"))
        }
        return QueryExpression(.constant(.text(choice.current)), .text)
    }

    /// Whether an operand is the variable of a choice, whose name nobody wrote.
    func standsForChoice(_ operand: SyntaxNode) -> Bool {
        guard case .path(let names) = operand.kind, names.count == 1 else { return false }
        return choices.contains { $0.name == names[0].text }
    }

    /// A text compared with a choice must be one of the options.
    func checkChoice(_ variable: SyntaxNode, _ written: SyntaxNode) throws(QueryError) {
        guard case .path(let names) = variable.kind, names.count == 1,
            let choice = choices.last(where: { $0.name == names[0].text }),
            case .literal(.text(let name)) = written.kind
        else { return }
        try check(
            name, among: choice.options.options.map(\.name), of: choice.path,
            LocalizedText("an option", german: "Option"),
            at: written.start)
    }

    func unsortable(_ path: AttributePath, at start: Int) -> QueryError {
        error(
            "KTR-Q173", start,
            LocalizedText(
                "a list cannot be sorted by '\(path.text)': \(path.type.name.english) has no order",
                german:
                    "Nach „\(path.text)“ lässt sich nicht sortieren: Für \(path.type.name[.german]) gibt es keine Reihenfolge"
            ),
            hint: path.type == .point
                ? LocalizedText(
                    "sort by an attribute, and filter by geo.distance(…)",
                    german: "Sortieren Sie nach einem Attribut und filtern Sie mit geo.distance(…)") : nil)
    }

    private static func includes(_ names: [String], in list: QueryExpression) -> QueryExpression {
        QueryExpression(
            .call(.includes, [list] + names.map { QueryExpression(.constant(.text($0)), .text) }), .boolean)
    }

    /// False where a condition is null.
    private static func definite(_ condition: QueryExpression) -> QueryExpression {
        QueryExpression(.comparison(.equal, condition, QueryExpression(.constant(.boolean(true)), .boolean)), .boolean)
    }
}

extension QueryExpression {
    /// The truth of a condition that reads neither the record nor the request; nil where it reads something.
    fileprivate func knownTruth(of type: EntityType) -> Bool?? {
        guard isConstant, !isVolatile else { return nil }
        let empty = Record(type: type, values: Array(repeating: .null, count: type.attributes.count))
        let context = EvaluationContext(principal: RecordID(high: 0, low: 0), now: Instant(microseconds: 0), zone: .utc)
        return .some(Evaluator(record: empty, context: context).truth(self))
    }
}
