import Model

extension Binder {
    /// Walks from the record, or the one that a variable stands for, over lookups to an attribute.
    func path(_ names: [SyntaxNode.Name]) throws(QueryError) -> AttributePath {
        let start = variables.last { $0.variable.name == names[0].text }
        let first = start?.type ?? root
        var owner = first
        var steps: [AttributePath.Step] = []
        var rest = start == nil ? names[...] : names.dropFirst()
        while let name = rest.popFirst() {
            let own = self.position(of: name.text, in: owner)
            let navigation = own == nil ? link(name.text, of: owner) : nil
            guard let position = navigation?.position ?? own else {
                throw unknown(name, in: owner)
            }
            let leadsToOne = navigation != nil && owner.attributes[position].type.isPolymorphic
            let following = rest.first
            if following == nil, !leadsToOne {
                return AttributePath(root: first, variable: start?.variable, steps: steps, position: position)
            }
            guard steps.count < QueryLimits.steps else {
                throw error(
                    "KTR-Q124", names[0].start,
                    LocalizedText(
                        "the path follows more than \(QueryLimits.steps) lookups",
                        german: "Der Pfad führt über mehr als \(QueryLimits.steps) Verweise"))
            }
            var target = navigation?.target
            if navigation == nil, let following {
                target = try self.target(of: owner.attributes[position], name, following)
                // The name of an entity type says which one, and is followed by what is wanted of it.
                if owner.attributes[position].type.isPolymorphic { rest.removeFirst() }
            }
            guard let target, let next = catalog.entityType(named: target) else {
                // Not called by its name: it may be one that the asker is not to know of.
                throw error(
                    "KTR-Q126", name.start,
                    LocalizedText(
                        "the record that '\(name.text)' leads to cannot be queried",
                        german: "Nach dem, worauf „\(name.text)“ verweist, kann nicht gefragt werden"))
            }
            steps.append(AttributePath.Step(position: position, target: next))
            owner = next
        }
        // A variable alone, an entity type at the end, or a link to one of several, is the record itself.
        return AttributePath(
            root: first, variable: start?.variable, steps: steps, position: SystemAttribute.id.position)
    }

    /// The position of an attribute that the asker may know of.
    private func position(of name: String, in owner: EntityType) -> Int? { catalog.position(of: name, in: owner) }

    /// The link of a name, where the asker may know of its lookup and of what it leads to.
    private func link(_ name: String, of owner: EntityType) -> NavigationProperty? {
        NavigationProperty.named(name, of: owner).flatMap { link in
            position(of: owner.attributes[link.position].name, in: owner) != nil
                && catalog.entityType(named: link.target) != nil ? link : nil
        }
    }

    /// The entity type that a lookup leads to, where something is asked of the record there.
    private func target(
        of attribute: Attribute, _ name: SyntaxNode.Name, _ following: SyntaxNode.Name
    ) throws(QueryError) -> String {
        guard let targets = attribute.type.reference?.targets else {
            throw error(
                "KTR-Q125", following.start,
                LocalizedText(
                    "'\(name.text)' is not a lookup, so nothing can follow it after '/'",
                    german: "„\(name.text)“ ist kein Verweis; danach kann kein „/“ stehen"))
        }
        guard attribute.type.isPolymorphic else { return targets[0] }
        let shown = targets.filter { catalog.entityType(named: $0) != nil }
        let named = following.text.hasPrefix("Kontor.") ? String(following.text.dropFirst(7)) : following.text
        guard shown.contains(named) else {
            let list = shown.joined(separator: ", ")
            throw error(
                "KTR-Q136", following.start,
                LocalizedText(
                    "'\(name.text)' leads to records of several entity types; name one of them after it: \(list)",
                    german:
                        "„\(name.text)“ führt zu Datensätzen mehrerer Entitätstypen; danach muss stehen, zu welchem: \(list)"
                ),
                hint: LocalizedText(
                    "write \(name.text)/\(nearestName(to: named, among: shown) ?? shown.first ?? "")/…",
                    german:
                        "Schreiben Sie \(name.text)/\(nearestName(to: named, among: shown) ?? shown.first ?? "")/…"))
        }
        return named
    }

    private func unknown(_ name: SyntaxNode.Name, in owner: EntityType) -> QueryError {
        if catalog.list(named: name.text, of: owner) != nil { return listWithoutQuantifier(name) }
        if ["INF", "NaN"].contains(name.text) {
            return QueryError.notSupported("the binary number \(name.text)", at: name.start, in: text)
        }
        return error(
            "KTR-Q121", name.start,
            LocalizedText(
                "\(owner.name) has no attribute '\(name.text)'",
                german: "\(owner.name) hat kein Attribut „\(name.text)“"),
            hint: suggestion(
                for: name.text, among: catalog.attributeNames(of: owner) + variables.map(\.variable.name)))
    }
}
