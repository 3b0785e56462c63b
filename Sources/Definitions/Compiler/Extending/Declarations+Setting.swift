import Model

extension Declarations {
    /// Sets what an extension says on one of the declared things.
    mutating func set(
        _ property: Override.Property, of thing: OverriddenThing, to value: Located<String>, _ findings: inout Findings
    ) {
        switch thing {
        case .entity(let entity): entities[entity].set(property, to: value)
        case .attribute(let attribute, let entity):
            entities[entity].attributes[attribute].set(property, to: value, &findings)
        case .option(let option, let set): options[set].set.options[option].set(property, to: value)
        }
    }
}

extension EntityDeclaration {
    fileprivate mutating func set(_ property: Override.Property, to value: Located<String>) {
        switch property {
        case .label(let language): label = label.with(value.value, in: language)
        case .pluralLabel(let language): pluralLabel = pluralLabel.with(value.value, in: language)
        case .value("title"): title = value
        case .help, .value: break
        }
    }
}

extension OptionSet.Option {
    fileprivate mutating func set(_ property: Override.Property, to value: Located<String>) {
        switch property {
        case .label(let language): label = label.with(value.value, in: language)
        case .value("retired"): isRetired = value.value == "true"
        case .value("colour"): colour = Colour(rawValue: value.value)
        case .pluralLabel, .help, .value: break
        }
    }
}

extension LocalizedText {
    /// The same text with another wording in one language.
    func with(_ text: String, in language: Language) -> LocalizedText {
        if language == .english { return LocalizedText(text, others: others) }
        return LocalizedText(english, others: others.merging([language: text]) { _, new in new })
    }
}
