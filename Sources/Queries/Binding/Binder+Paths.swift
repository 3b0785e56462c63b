import Model

extension Binder {
    /// Walks from the root over lookups to an attribute.
    func path(_ names: [SyntaxNode.Name]) throws(QueryError) -> AttributePath {
        guard names.count - 1 <= QueryLimits.steps else {
            throw error(
                "KTR-Q124", names[0].start,
                LocalizedText(
                    "the path walks over more than \(QueryLimits.steps) lookups",
                    german: "Der Pfad führt über mehr als \(QueryLimits.steps) Verweise"))
        }
        var owner = root
        var steps: [AttributePath.Step] = []
        for (index, name) in names.enumerated() {
            guard let position = owner.position(of: name.text) else { throw unknown(name, in: owner) }
            if index == names.count - 1 { return AttributePath(root: root, steps: steps, position: position) }
            guard let targets = owner.attributes[position].type.reference?.targets, targets.count == 1 else {
                throw error(
                    "KTR-Q125", names[index + 1].start,
                    LocalizedText(
                        "'\(name.text)' is no lookup, so nothing can follow it after '/'",
                        german: "„\(name.text)“ ist kein Verweis; danach kann kein „/“ stehen"))
            }
            let target = targets[0]
            guard let next = catalog.entityType(named: target) else {
                throw error(
                    "KTR-Q126", name.start,
                    LocalizedText(
                        "'\(name.text)' leads to '\(target)', an entity type that is not known",
                        german: "„\(name.text)“ verweist auf „\(target)“, einen unbekannten Entitätstyp"))
            }
            steps.append(AttributePath.Step(position: position, target: next))
            owner = next
        }
        preconditionFailure("a path has at least one name")
    }

    private func unknown(_ name: SyntaxNode.Name, in owner: EntityType) -> QueryError {
        error(
            "KTR-Q121", name.start,
            LocalizedText(
                "\(owner.name) has no attribute '\(name.text)'",
                german: "\(owner.name) hat kein Attribut „\(name.text)“"),
            hint: suggestion(for: name.text, among: owner.attributes.map(\.name)))
    }
}
