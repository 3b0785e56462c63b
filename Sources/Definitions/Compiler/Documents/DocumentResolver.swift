import Model

/// Makes the documents of entity types: their texts must be there, and speak of what there is.
struct DocumentResolver {
    let directory: Directory
    let types: [String: EntityType]
    /// The templates of all packs, by path.
    let templates: [String: SourceFile]
    /// Paths that some document uses.
    private(set) var used: Set<String> = []
    /// Texts that were held against an entity type, by both.
    private var checked: Set<[String]> = []

    init(directory: Directory, types: [String: EntityType], packs: [PackSources]) {
        self.directory = directory
        self.types = types
        templates = Dictionary(
            packs.flatMap(\.templates).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func resolve(
        _ declarations: [DocumentDeclaration], of type: EntityType, _ findings: inout Findings
    ) -> [DocumentTemplate] {
        var seen: [String: SourceLocation] = [:]
        var result: [DocumentTemplate] = []
        for declaration in declarations {
            if let first = seen.updateValue(declaration.name.location, forKey: declaration.name.value) {
                findings.error(
                    "KTR-D123", "'\(type.name)' has two documents named '\(declaration.name.value)'",
                    hint: "the other is at \(first); rename one", at: declaration.name.location)
            }
            let audience = Audience(directory: directory, pack: declaration.pack)
            audience.check(roles: declaration.roles, &findings)
            audience.check(states: declaration.states, of: type, &findings)
            let languages = languages(of: declaration, &findings)
            let texts = paths(of: declaration, languages).compactMap { path in
                text(at: path, of: declaration, type, &findings)
            }
            result.append(
                DocumentTemplate(
                    name: declaration.name.value, label: declaration.label,
                    roles: Set(declaration.roles.map(\.value)), states: Set(declaration.states.map(\.value)),
                    languages: languages, texts: texts, pack: declaration.pack, location: declaration.location))
        }
        return result
    }

    /// In a path: three lookups and what the last one leads to.
    private static let maximumNames = 4

    /// Warns of templates that no document uses.
    func warnOfUnused(_ findings: inout Findings) {
        for path in templates.keys.sorted() where !used.contains(path) {
            findings.warning(
                "KTR-D218", "no document uses this template", hint: "name it in a <document>, or remove it",
                at: SourceLocation(file: path, line: 1))
        }
    }

    private func languages(of declaration: DocumentDeclaration, _ findings: inout Findings) -> [Language] {
        var result: [Language] = []
        for word in declaration.languages {
            guard ElementReader.isLanguageTag(word.value) else {
                findings.error(
                    "KTR-D116", "languages=\"\(word.value)\" is not a language tag",
                    hint: "write BCP 47 tags: en, de, de-AT", at: word.location)
                continue
            }
            let language = Language(rawValue: word.value)
            if result.contains(language) {
                findings.error(
                    "KTR-D144", "'\(word.value)' is listed twice here", hint: "remove one of the two", at: word.location
                )
            } else {
                result.append(language)
            }
        }
        return result
    }

    /// `templates/letter.mustache`, or one file per language: `templates/letter.de.mustache`.
    private func paths(of declaration: DocumentDeclaration, _ languages: [Language]) -> [String] {
        let path = "entity-definitions/\(declaration.pack)/\(declaration.template.value)"
        guard !declaration.languages.isEmpty else { return [path] }
        let stem = path.hasSuffix(".mustache") ? String(path.dropLast(9)) : path
        return languages.map { "\(stem).\($0).mustache" }
    }

    private mutating func text(
        at path: String, of declaration: DocumentDeclaration, _ type: EntityType, _ findings: inout Findings
    ) -> TemplateText? {
        let folder = "entity-definitions/\(declaration.pack)/"
        guard let file = templates[path] else {
            let known = templates.keys.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
            let wanted = String(path.dropFirst(folder.count))
            findings.error(
                "KTR-D212", "the pack '\(declaration.pack)' has no template '\(wanted)'",
                hint: nearestName(to: wanted, among: known).map { "did you mean '\($0)'?" }
                    ?? "templates are files \(folder)templates/NAME.mustache", at: declaration.template.location)
            return nil
        }
        let isFirstUse = used.insert(path).inserted
        // A text that several documents use is checked for each entity type, and read aloud once.
        var unheard = Findings()
        var reader = TemplateReader(file)
        let text = isFirstUse ? reader.read(&findings) : reader.read(&unheard)
        if checked.insert([path, type.name]).inserted {
            for mention in reader.mentions { check(mention, of: type, &findings) }
        }
        return text
    }

    private func check(_ mention: TemplateReader.Mention, of type: EntityType, _ findings: inout Findings) {
        guard mention.names.count <= Self.maximumNames else {
            findings.error(
                "KTR-D214", "the path follows more than \(Self.maximumNames - 1) lookups",
                hint: "use an attribute of a closer record", at: mention.location)
            return
        }
        var owner = type
        for (index, name) in mention.names.enumerated() {
            guard let attribute = owner.attribute(named: name) else {
                let own = index == 0 && mention.names.count == 1 ? [TemplateText.today, TemplateText.user] : []
                if own.contains(name) { return }
                findings.error(
                    "KTR-D133", "the template names '\(name)', but '\(owner.name)' has no such attribute",
                    hint: suggestion(for: name, among: owner.attributes.map(\.name) + own), at: mention.location)
                return
            }
            guard index < mention.names.count - 1 else { return }
            guard let targets = attribute.type.reference?.targets, targets.count == 1, let next = types[targets[0]]
            else {
                findings.error(
                    "KTR-D133", "'\(name)' is not a lookup, so nothing can follow the dot",
                    hint: "write {{\(mention.names[...index].joined(separator: "."))}}", at: mention.location)
                return
            }
            owner = next
        }
    }
}
