import Model
import StateCharts

/// Makes an entity type from its declaration: resolves names, checks lists, coerces defaults.
struct EntityResolver {
    let directory: Directory

    func resolve(_ entity: EntityDeclaration, _ findings: inout Findings) -> EntityType {
        var attributes: [Attribute] = []
        var seen: [String: SourceLocation] = [:]
        var hasState = false
        var companions: [Attribute] = []
        for declaration in entity.attributes {
            let name = declaration.name
            if let first = seen[name.value] {
                findings.error(
                    "KTR-D122", "'\(entity.name.value)' has two attributes named '\(name.value)'",
                    hint: "the other is at \(first)", at: name.location)
                continue
            }
            seen[name.value] = name.location
            if case .state(let chart) = declaration.detail {
                if hasState {
                    findings.error(
                        "KTR-D136", "'\(entity.name.value)' has two state attributes",
                        hint: "use one chart, with parallel states for what runs side by side", at: chart.location)
                }
                hasState = true
            }
            if let type = type(of: declaration, in: entity, &findings) {
                let resolved = attribute(declaration, type, in: entity, &findings)
                attributes.append(resolved)
                if let companion = Companion.attribute(of: resolved) {
                    seen[companion.name] = name.location
                    companions.append(companion)
                }
            } else {
                findings.unread.add(name.value, of: entity.name.value)
            }
        }
        for companion in companions {
            if attributes.contains(where: { $0.name == companion.name }) {
                findings.error(
                    "KTR-D122", "'\(entity.name.value)' has two attributes named '\(companion.name)'",
                    hint: "'\(companion.companionOf ?? "")' adds one with that name; rename the other",
                    at: seen[companion.name] ?? entity.location)
            } else {
                let owner = attributes.firstIndex { $0.name == companion.companionOf } ?? attributes.endIndex - 1
                attributes.insert(companion, at: owner + 1)
            }
        }
        checkTitle(entity, known: seen, &findings)
        let result = EntityType(
            name: entity.name.value, setName: entity.setName.value, pack: entity.pack, label: entity.label,
            pluralLabel: entity.pluralLabel, title: TitlePattern(entity.title.value), declared: attributes,
            keys: entity.keys.map { $0.map(\.value) } + ConstraintsResolver.keys(of: entity),
            indexes: entity.indexes.map { $0.map(\.value) },
            formerNames: entity.formerNames.map(\.value), link: entity.link, location: entity.location)
        FormerNames.checkAttributes(of: entity, &findings)
        for list in entity.keys { checkList(list, of: entity, "a key", known: seen, &findings) }
        for list in entity.indexes { checkList(list, of: entity, "an index", known: seen, &findings) }
        return result
    }

    // MARK: Attributes

    private func type(
        of declaration: AttributeDeclaration, in entity: EntityDeclaration, _ findings: inout Findings
    ) -> AttributeType? {
        switch declaration.detail {
        case .plain(let type): return type
        case .choice(let name): return options(name, for: declaration, &findings).map { .choice($0) }
        case .multichoice(let name): return options(name, for: declaration, &findings).map { .multichoice($0) }
        case .lookup(let names, let onDelete, _):
            checkTwice(names, &findings)
            for name in names {
                guard let found = directory.entities[name.value] else {
                    findings.error(
                        "KTR-D130", "there is no entity type '\(name.value)'",
                        hint: suggestion(for: name.value, among: directory.entities.keys), at: name.location)
                    return nil
                }
                directory.scope.check(name, declaredIn: found.pack, usedIn: declaration.pack, &findings)
                if entity.link?.far == declaration.name.value, found.link != nil {
                    findings.error(
                        "KTR-D268", "'\(name.value)' is itself a many-to-many relationship",
                        hint: "to link its records again, declare an <entity> with two <lookup>",
                        at: name.location)
                }
            }
            if names.count == 1 { return .lookup(target: names[0].value, onDelete: onDelete) }
            return .polymorphic(targets: names.map(\.value), onDelete: onDelete)
        case .tree(let onDelete, _): return .tree(target: entity.name.value, onDelete: onDelete)
        case .formula(let result, let expression):
            return .formula(FormulaRules(result: result, expression: expression.value))
        case .rollup(let rollup):
            return RollupResolver(directory: directory).type(
                of: rollup, declaredIn: declaration.pack, in: entity, &findings)
        case .state(let name):
            guard let found = directory.charts[name.value] else {
                findings.error(
                    "KTR-D132", "there is no chart '\(name.value)'",
                    hint: suggestion(for: name.value, among: directory.charts.keys)
                        ?? "add workflows/\(declaration.pack)/\(name.value).scxml", at: name.location)
                return nil
            }
            directory.scope.check(name, declaredIn: found.pack, usedIn: declaration.pack, &findings)
            if let owner = found.chart.entity, owner != entity.name.value {
                findings.error(
                    "KTR-D135", "the chart '\(name.value)' is for '\(owner)', not for '\(entity.name.value)'",
                    hint: "give every entity type a chart of its own", at: name.location)
            }
            return .state(chart: name.value)
        }
    }

    private func options(
        _ name: Located<String>, for declaration: AttributeDeclaration, _ findings: inout Findings
    ) -> OptionSet? {
        guard let found = directory.options[name.value] else {
            findings.error(
                "KTR-D131", "there is no option set '\(name.value)'",
                hint: suggestion(for: name.value, among: directory.options.keys), at: name.location)
            return nil
        }
        directory.scope.check(name, declaredIn: found.pack, usedIn: declaration.pack, &findings)
        return found.set
    }

    private func checkTwice(_ targets: [Located<String>], _ findings: inout Findings) {
        var seen: Set<String> = []
        for target in targets where !seen.insert(target.value).inserted {
            findings.error(
                "KTR-D144", "'\(target.value)' is listed twice in 'to'", hint: "remove one of the two",
                at: target.location)
        }
    }

    private func attribute(
        _ declaration: AttributeDeclaration, _ type: AttributeType, in entity: EntityDeclaration,
        _ findings: inout Findings
    ) -> Attribute {
        var personal: Attribute.PersonalData?
        if declaration.isPersonal {
            let written = declaration.constraints
            personal = Attribute.PersonalData(
                subject: declaration.subject?.value, legalBasis: written.legalBasis, purpose: written.purpose,
                retention: written.retention)
            checkSubject(declaration, in: entity, &findings)
        }
        let isGiven =
            switch type {
            case .autonumber, .state, .formula, .rollup: true
            default: false
            }
        let constraints = ConstraintsResolver(directory: directory).resolve(declaration, in: entity, &findings)
        var attribute = Attribute(
            name: declaration.name.value, type: type, label: declaration.label, help: declaration.help,
            isRequired: declaration.isRequired, isImmutable: declaration.isImmutable,
            isSearchable: declaration.isSearchable, personal: personal,
            defaultValue: defaultValue(declaration, type, constraints, &findings),
            defaultExpression: declaration.constraints.defaultExpression?.value, constraints: constraints,
            isReadOnly: isGiven,
            formerNames: declaration.formerNames.map(\.value), location: declaration.location)
        attribute.groupsDigits = declaration.groupsDigits
        return attribute
    }

    private func checkSubject(
        _ declaration: AttributeDeclaration, in entity: EntityDeclaration, _ findings: inout Findings
    ) {
        guard let subject = declaration.subject else { return }
        let lookups = entity.attributes.filter { !$0.targets(in: entity).isEmpty }
        if lookups.contains(where: { $0.name.value == subject.value }) { return }
        findings.error(
            "KTR-D138", "the data subject '\(subject.value)' is not a lookup of '\(entity.name.value)'",
            hint: suggestion(for: subject.value, among: lookups.map(\.name.value))
                ?? "add a <lookup> to the person's entity type, or remove subject", at: subject.location)
    }

    private func defaultValue(
        _ declaration: AttributeDeclaration, _ type: AttributeType, _ constraints: AttributeConstraints,
        _ findings: inout Findings
    ) -> AttributeValue? {
        guard let text = declaration.defaultText else { return nil }
        let fitting = type.coerce(.text(text.value)).flatMap { value in
            constraints.problem(with: value, of: declaration.name.value).map { .failure($0) } ?? .success(value)
        }
        switch fitting {
        case .success(let value): return value
        case .failure(let problem):
            findings.error(
                "KTR-D139",
                "the default of '\(declaration.name.value)' is not a valid value: \(problem.message.english)",
                hint: problem.hint?.english ?? "write a value that fits, or remove default", at: text.location)
            return nil
        }
    }

    // MARK: Lists of attributes

    private func checkTitle(
        _ entity: EntityDeclaration, known: [String: SourceLocation], _ findings: inout Findings
    ) {
        let names = TitlePattern(entity.title.value).attributeNames
        let title = entity.title.value
        if names.isEmpty, title.contains(where: \.isLetter) {
            findings.warning(
                "KTR-D710", "the title names no attribute, so every record is called '\(title)'",
                hint: known[title] == nil
                    ? "write attributes in braces: title=\"{number} {subject}\"" : "write title=\"{\(title)}\"",
                at: entity.title.location)
        }
        for name in names {
            if let declaration = entity.attributes.first(where: { $0.name.value == name }),
                case .plain(.file) = declaration.detail
            {
                findings.error(
                    "KTR-D288", "the file '\(name)' cannot be part of the title",
                    hint: "name an attribute that holds a text or a number", at: entity.title.location)
            }
            guard known[name] == nil else { continue }
            findings.error(
                "KTR-D133", "the title names '\(name)', but '\(entity.name.value)' has no such attribute",
                hint: suggestion(for: name, among: known.keys), at: entity.title.location)
        }
    }

    private func checkList(
        _ list: [Located<String>], of entity: EntityDeclaration, _ thing: String,
        known: [String: SourceLocation], _ findings: inout Findings
    ) {
        var seen: Set<String> = []
        for name in list {
            if !seen.insert(name.value).inserted {
                findings.error(
                    "KTR-D144", "'\(name.value)' is listed twice in \(thing)", hint: "remove one of the two",
                    at: name.location)
            }
            let declaration = entity.attributes.first { $0.name.value == name.value }
            if declaration == nil, !SystemAttribute.allCases.contains(where: { $0.name == name.value }) {
                findings.error(
                    "KTR-D133", "\(thing) names '\(name.value)', but '\(entity.name.value)' has no such attribute",
                    hint: suggestion(for: name.value, among: known.keys), at: name.location)
            }
            switch declaration?.detail {
            case .plain(.file):
                findings.error(
                    "KTR-D288", "the file '\(name.value)' cannot be part of \(thing)",
                    hint: "files cannot be compared; name a text or a number", at: name.location)
            case .plain(.text(_, isLong: true)):
                findings.error(
                    "KTR-D145", "the long text '\(name.value)' cannot be part of \(thing)",
                    hint: "use a <text> to find records by how it begins", at: name.location)
            case .plain(.json), .multichoice:
                findings.error(
                    "KTR-D243", "'\(name.value)' does not hold a single value, so it cannot be part of \(thing)",
                    hint: "remove it, or keep what you need to find in a separate attribute", at: name.location)
            default: break
            }
            checkStored(name, declaration, thing, &findings)
        }
    }

    private func checkStored(
        _ name: Located<String>, _ declaration: AttributeDeclaration?, _ thing: String, _ findings: inout Findings
    ) {
        switch declaration?.detail {
        case .formula:
            findings.error(
                "KTR-D258", "the formula '\(name.value)' is not stored, so it cannot be part of \(thing)",
                hint: "name the attributes that it is computed from", at: name.location)
        case .rollup where thing == "a key":
            findings.error(
                "KTR-D258", "the rollup '\(name.value)' changes with other records, so it cannot be part of a key",
                hint: "an <index> may contain it", at: name.location)
        default: break
        }
    }
}
