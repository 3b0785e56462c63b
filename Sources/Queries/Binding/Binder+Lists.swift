import Model

/// A variable of `any` or `all` and the entity type whose records it stands for.
struct BoundVariable {
    var variable: AttributePath.Variable
    var type: EntityType
}

extension Binder {
    /// `contracts/any(c: c/value gt 1000)`: the names lead over lookups to a list.
    func quantified(
        _ quantifier: Quantifier, _ names: [SyntaxNode.Name], _ variable: SyntaxNode.Name?, _ condition: SyntaxNode?
    ) throws(QueryError) -> QueryExpression {
        if let chosen = try chosen(quantifier, names, variable, condition) { return chosen }
        let owner = try owner(of: names)
        let name = names[names.count - 1]
        guard let listed = catalog.list(named: name.text, of: owner.owner) else {
            throw noList(name, quantifier, of: owner.owner)
        }
        if let variable { try check(variable) }
        let bound = AttributePath.Variable(name: variable?.text ?? name.text, number: variables.count + 1)
        var inner = self
        inner.variables.append(BoundVariable(variable: bound, type: listed.source))
        let lookup = AttributePath(root: listed.source, variable: bound, position: listed.position)
        let related = RelatedCondition(
            quantifier, owner: owner, lookup: lookup,
            try condition.map { syntax throws(QueryError) in try inner.condition(syntax) })
        return QueryExpression(.related(related), .boolean)
    }

    /// The id of the record that a list belongs to.
    private func owner(of names: [SyntaxNode.Name]) throws(QueryError) -> AttributePath {
        let before = Array(names.dropLast())
        guard let last = before.last else {
            return AttributePath(root: root, position: SystemAttribute.id.position)
        }
        if before.count == 1, let start = variables.last(where: { $0.variable.name == last.text }) {
            return AttributePath(root: start.type, variable: start.variable, position: SystemAttribute.id.position)
        }
        // The id of what the lookups lead to, found as if it were written.
        return try path(before + [SyntaxNode.Name(text: SystemAttribute.id.name, start: names[names.count - 1].start)])
    }

    private func check(_ variable: SyntaxNode.Name) throws(QueryError) {
        guard
            variables.contains(where: { $0.variable.name == variable.text })
                || choices.contains(where: { $0.name == variable.text })
        else { return }
        throw taken(variable)
    }

    func taken(_ variable: SyntaxNode.Name) -> QueryError {
        error(
            "KTR-Q134", variable.start,
            LocalizedText(
                "'\(variable.text)' already stands for a record here",
                german: "„\(variable.text)“ steht hier schon für einen Datensatz"),
            hint: LocalizedText("choose another letter", german: "Wählen Sie einen anderen Buchstaben"))
    }

    func listWithoutQuantifier(_ name: SyntaxNode.Name) -> QueryError {
        error(
            "KTR-Q135", name.start,
            LocalizedText(
                "'\(name.text)' is a list of records, which has no single value",
                german: "„\(name.text)“ ist eine Liste von Datensätzen und hat keinen einzelnen Wert"),
            hint: LocalizedText(
                "ask about its members: \(name.text)/any(x: x/… eq …)",
                german: "Fragen Sie nach den Mitgliedern: \(name.text)/any(x: x/… eq …)"))
    }

    private func noList(_ name: SyntaxNode.Name, _ quantifier: Quantifier, of owner: EntityType) -> QueryError {
        error(
            "KTR-Q133", name.start,
            LocalizedText(
                "\(owner.name) has no list '\(name.text)', so '\(quantifier.rawValue)' cannot ask about one",
                german:
                    "\(owner.name) hat keine Liste „\(name.text)“; „\(quantifier.rawValue)“ kann nicht danach fragen"),
            hint: suggestion(for: name.text, among: catalog.listNames(of: owner)))
    }
}
