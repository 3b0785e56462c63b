import Model
import StateCharts

/// Makes the forms of entity types: what they name must exist, and each must be of use to somebody.
struct FormResolver {
    let directory: Directory
    let types: [String: EntityType]
    /// The lookups that lead to an entity type, by its name.
    let inverses: [String: [InverseLookup]]

    func resolve(
        _ declarations: [FormDeclaration], of type: EntityType, _ findings: inout Findings
    ) -> [Form] {
        var seen: [String: SourceLocation] = [:]
        var forms: [Form] = []
        for declaration in declarations {
            if let first = seen.updateValue(declaration.name.location, forKey: declaration.name.value) {
                findings.error(
                    "KTR-D123", "'\(type.name)' has two forms named '\(declaration.name.value)'",
                    hint: "the other is at \(first); rename one", at: declaration.name.location)
                continue
            }
            let audience = Audience(directory: directory, pack: declaration.pack)
            audience.check(roles: declaration.roles, &findings)
            audience.check(states: declaration.states, of: type, &findings)
            let form = Form(
                name: declaration.name.value, purposes: purposes(of: declaration),
                roles: Set(declaration.roles.map(\.value)), states: Set(declaration.states.map(\.value)),
                sections: sections(of: declaration, type, &findings), pack: declaration.pack,
                location: declaration.location)
            warnIfUseless(form, behind: forms, of: type, &findings)
            warnOfRequired(form, of: type, &findings)
            forms.append(form)
        }
        return forms
    }

    private func purposes(of declaration: FormDeclaration) -> Set<Form.Purpose> {
        let written = Set(declaration.purposes.compactMap { Form.Purpose(rawValue: $0.value) })
        return declaration.purposes.isEmpty ? Set(Form.Purpose.allCases) : written
    }

    // MARK: Content

    private func sections(
        of form: FormDeclaration, _ type: EntityType, _ findings: inout Findings
    ) -> [Form.Section] {
        var sections: [String: SourceLocation] = [:]
        var things: [String: SourceLocation] = [:]
        return form.sections.compactMap { section in
            if let first = sections.updateValue(section.name.location, forKey: section.name.value) {
                findings.error(
                    "KTR-D205", "the form has two sections named '\(section.name.value)'",
                    hint: "the other is at \(first); rename one", at: section.name.location)
                return nil
            }
            let items = section.items.compactMap { item -> Form.Item? in
                if let name = item.name, let first = things.updateValue(name.location, forKey: name.value) {
                    findings.error(
                        "KTR-D205", "'\(name.value)' appears twice on the form",
                        hint: "the other is at \(first); remove one", at: name.location)
                    return nil
                }
                return content(of: item, type, &findings).map {
                    Form.Item($0, pack: item.pack, location: item.location)
                }
            }
            return Form.Section(
                name: section.name.value,
                label: section.label ?? LocalizedText(ElementReader.inWords(section.name.value)), items: items,
                pack: section.pack, location: section.location)
        }
    }

    private func content(
        of item: FormItemDeclaration, _ type: EntityType, _ findings: inout Findings
    ) -> Form.Item.Content? {
        switch item.content {
        case .note(let text): return .note(text)
        case .field(let field):
            guard let name = item.name else { return nil }
            ViewResolver.checkAttribute(name, of: type, "the form", &findings)
            guard let attribute = type.attribute(named: name.value) else { return nil }
            if field.isRequired { checkRequired(item, attribute, &findings) }
            return .field(field)
        case .related(let columns, let label):
            return item.name.flatMap { related($0, columns, label, of: type, &findings) }
        }
    }

    private func checkRequired(_ item: FormItemDeclaration, _ attribute: Attribute, _ findings: inout Findings) {
        let place = item.settings["required"] ?? item.location
        if item.settings["readonly"] != nil, case .field(let field) = item.content, field.isReadOnly {
            findings.error(
                "KTR-D207", "'\(attribute.name)' cannot be both required and read-only on a form",
                hint: "remove one of the two", at: place)
        } else if attribute.isReadOnly {
            findings.error(
                "KTR-D207", "'\(attribute.name)' is set by the system and cannot be required on a form",
                hint: "remove required", at: place)
        } else if case .boolean = attribute.type {
            findings.error(
                "KTR-D207", "'\(attribute.name)' is a yes/no field on a form, which is never empty",
                hint: "remove required",
                at: place)
        }
    }

    private func related(
        _ name: Located<String>, _ columns: [Located<String>], _ label: LocalizedText?, of type: EntityType,
        _ findings: inout Findings
    ) -> Form.Item.Content? {
        let known = inverses[type.name] ?? []
        guard let inverse = known.first(where: { $0.name == name.value }) else {
            findings.error(
                "KTR-D208", "'\(type.name)' has no related list '\(name.value)'",
                hint: suggestion(for: name.value, among: known.compactMap(\.name))
                    ?? "a lookup to '\(type.name)' with inverse=\"\(name.value)\" makes one", at: name.location)
            return nil
        }
        var seen: Set<String> = []
        for column in columns {
            ViewResolver.checkAttribute(column, of: inverse.source, "the related list", &findings)
            if !seen.insert(column.value).inserted {
                findings.error(
                    "KTR-D144", "'\(column.value)' is listed twice in the columns", hint: "remove one of the two",
                    at: column.location)
            }
        }
        return .related(
            Form.RelatedList(
                name: name.value, source: inverse.source.name, lookup: inverse.attribute.name,
                columns: columns.map(\.value), label: label))
    }

    // MARK: Use

    /// Warns where for each of its purposes an earlier form is there for everybody whom this one is for.
    private func warnIfUseless(_ form: Form, behind earlier: [Form], of type: EntityType, _ findings: inout Findings) {
        let purposes = form.states.isEmpty ? form.purposes : form.purposes.subtracting([.create])
        var covering: Form?
        for purpose in Form.Purpose.allCases where purposes.contains(purpose) {
            guard let cover = earlier.first(where: { Self.covers($0, form, purpose) }) else { return }
            covering = cover
        }
        if let covering {
            findings.warning(
                "KTR-D206", "the form '\(form.name)' is never used: '\(covering.name)' comes first",
                hint: "write it before '\(covering.name)' at \(covering.location), or give that one roles or states",
                at: form.location)
        } else if !form.purposes.isEmpty {
            findings.warning(
                "KTR-D206", "the form '\(form.name)' is never used: a new record has no state yet",
                hint: "remove states, or add edit or show to for", at: form.location)
        }
    }

    private static func covers(_ first: Form, _ second: Form, _ purpose: Form.Purpose) -> Bool {
        guard first.purposes.contains(purpose) else { return false }
        let hasAllRoles = first.roles.isEmpty || !second.roles.isEmpty && second.roles.isSubset(of: first.roles)
        if purpose == .create { return hasAllRoles && first.states.isEmpty }
        return hasAllRoles
            && (first.states.isEmpty || !second.states.isEmpty && second.states.isSubset(of: first.states))
    }

    /// Warns of what a new record must have and the form has no field for.
    private func warnOfRequired(_ form: Form, of type: EntityType, _ findings: inout Findings) {
        guard form.purposes.contains(.create), form.states.isEmpty else { return }
        let fields = Dictionary(form.fields.map { ($0.attribute, $0) }, uniquingKeysWith: { first, _ in first })
        for position in type.declaredPositions {
            let attribute = type.attributes[position]
            guard attribute.isRequired, attribute.defaultValue == nil, !attribute.isReadOnly,
                fields[attribute.name]?.isReadOnly != false
            else { continue }
            findings.warning(
                "KTR-D215",
                "a new record needs '\(attribute.name)', which nobody can enter on the form '\(form.name)'",
                hint: "add <field name=\"\(attribute.name)\"/>, a default, or for=\"edit show\"", at: form.location)
        }
    }
}
