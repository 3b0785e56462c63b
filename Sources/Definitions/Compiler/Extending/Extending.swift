import Model

/// Applies what packs say about things that other packs declare: first everything that is added, pack by pack in the order of
/// application, then everything that is set, so that a pack may also set what another one adds.
struct Extending {
    let scope: PackScope
    let order: PackOrder
    private(set) var provenance: [ProvenanceSubject: [ProvenanceStep]] = [:]
    /// Where options stand that extensions add, by option set and option.
    private var addedOptions: [String: [String: SourceLocation]] = [:]

    init(scope: PackScope, order: PackOrder) {
        self.scope = scope
        self.order = order
    }

    mutating func apply(to declarations: inout Declarations, _ findings: inout Findings) {
        noteDeclared(declarations)
        let extensions = declarations.extensions.sorted {
            (order.position(of: $0.pack), $0.location) < (order.position(of: $1.pack), $1.location)
        }
        var overrides = OverrideMerge(scope: scope)
        for extending in extensions {
            switch extending.content {
            case .entity(let additions):
                let names = declarations.entities.map(\.name.value)
                guard let index = names.firstIndex(of: extending.target.value) else {
                    report(extending, "KTR-D130", "entity type", names, &findings)
                    continue
                }
                check(extending, declaredIn: declarations.entities[index].pack, &findings)
                add(additions, of: extending, to: &declarations.entities[index], &findings)
                overrides.collect(additions.overrides, entity: index)
            case .options(let options):
                let names = declarations.options.map(\.set.name)
                guard let index = names.firstIndex(of: extending.target.value) else {
                    report(extending, "KTR-D131", "option set", names, &findings)
                    continue
                }
                check(extending, declaredIn: declarations.options[index].pack, &findings)
                for override in options.overrides {
                    let known = declarations.options[index].set.options.map(\.name)
                    guard let option = known.firstIndex(of: override.name.value) else {
                        findings.error(
                            "KTR-D147",
                            "the option set '\(names[index])' has no option '\(override.name.value)' to change",
                            hint: suggestion(for: override.name.value, among: known), at: override.name.location)
                        continue
                    }
                    overrides.collect(override, option: option, of: index)
                }
                add(options.options, of: extending, to: &declarations.options[index], &findings)
            case .role(let grants):
                let names = declarations.roles.map(\.name.value)
                guard let index = names.firstIndex(of: extending.target.value) else {
                    report(extending, "KTR-D150", "role", names, &findings)
                    continue
                }
                check(extending, declaredIn: declarations.roles[index].pack, &findings)
                declarations.roles[index].grants += grants
                for grant in grants {
                    note(
                        .role(extending.target.value), extending.pack, .adds, "a grant for '\(grant.entity.value)'",
                        grant.location)
                }
            }
        }
        overrides.apply(to: &declarations, &findings)
        provenance.merge(overrides.provenance) { $0 + $1 }
    }

    // MARK: Adding

    private mutating func add(
        _ additions: EntityAdditions, of extending: ExtensionDeclaration, to entity: inout EntityDeclaration,
        _ findings: inout Findings
    ) {
        let (name, pack) = (entity.name.value, extending.pack)
        let count = entity.attributes.count + additions.attributes.count
        if count > EntityReader.maximumAttributes {
            findings.error(
                "KTR-D125",
                "'\(name)' has \(count) attributes with these; the limit is \(EntityReader.maximumAttributes)",
                hint: "move some to another entity type and look it up", at: extending.location)
            return
        }
        for attribute in additions.attributes {
            note(.attribute(attribute.name.value, entity: name), pack, .adds, "the attribute", attribute.location)
            note(.entity(name), pack, .adds, "the attribute '\(attribute.name.value)'", attribute.location)
        }
        for relationship in additions.manyToManys {
            note(
                .entity(name), pack, .adds, "the many-to-many relationship '\(relationship.name.value)'",
                relationship.location)
        }
        for view in additions.views { note(.entity(name), pack, .adds, "the view '\(view.name.value)'", view.location) }
        for form in additions.forms {
            note(.entity(name), pack, .adds, "to the form '\(form.name.value)'", form.location)
        }
        for document in additions.documents {
            note(.entity(name), pack, .adds, "the document '\(document.name.value)'", document.location)
        }
        for (lists, thing) in [(additions.keys, "key"), (additions.indexes, "index")] {
            for list in lists {
                guard let first = list.first else { continue }
                let written = list.map(\.value).joined(separator: " ")
                note(.entity(name), pack, .adds, "the \(thing) '\(written)'", first.location)
            }
        }
        entity.attributes += additions.attributes
        entity.manyToManys += additions.manyToManys
        entity.keys += additions.keys
        entity.indexes += additions.indexes
        entity.views += additions.views
        entity.documents += additions.documents
        FormMerge().add(additions.forms, to: &entity.forms, &findings)
    }

    private mutating func add(
        _ options: [Located<OptionSet.Option>], of extending: ExtensionDeclaration,
        to declared: inout OptionsDeclaration,
        _ findings: inout Findings
    ) {
        let set = declared.set.name
        for option in options {
            if declared.set.option(named: option.value.name) != nil {
                let added = addedOptions[set]?[option.value.name]
                findings.error(
                    "KTR-D143", "the option set '\(set)' already has an option '\(option.value.name)'",
                    hint: "it is declared at \(added ?? declared.location); choose another name"
                        + (added == nil ? ", or write <change> to change it" : ""),
                    at: option.location)
                continue
            }
            declared.set.options.append(option.value)
            addedOptions[set, default: [:]][option.value.name] = option.location
            note(.options(set), extending.pack, .adds, "the option '\(option.value.name)'", option.location)
        }
    }

    // MARK: Targets

    private func check(_ extending: ExtensionDeclaration, declaredIn owner: String, _ findings: inout Findings) {
        if owner == extending.pack {
            findings.error(
                "KTR-D163", "'\(extending.target.value)' is declared in this pack, so it cannot be extended here",
                hint: "change the declaration itself", at: extending.target.location)
        }
        scope.check(extending.target, declaredIn: owner, usedIn: extending.pack, &findings)
    }

    private func report(
        _ extending: ExtensionDeclaration, _ code: String, _ thing: String, _ known: [String],
        _ findings: inout Findings
    ) {
        findings.error(
            code, "there is no \(thing) '\(extending.target.value)' to extend",
            hint: suggestion(for: extending.target.value, among: known), at: extending.target.location)
    }

    // MARK: Provenance

    private mutating func noteDeclared(_ declarations: Declarations) {
        for set in declarations.options {
            note(.options(set.set.name), set.pack, .declares, "the option set", set.location)
        }
        for role in declarations.roles { note(.role(role.name.value), role.pack, .declares, "the role", role.location) }
    }

    private mutating func note(
        _ subject: ProvenanceSubject, _ pack: String, _ kind: ProvenanceStep.Kind, _ what: String,
        _ location: SourceLocation
    ) {
        provenance[subject, default: []].append(ProvenanceStep(pack: pack, kind, what, location: location))
    }
}
