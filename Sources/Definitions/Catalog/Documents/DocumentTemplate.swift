public import Model

/// A letter or notice that can be made of a record: who may make it and when, and its text in each language.
public struct DocumentTemplate: Sendable, Hashable {
    /// Unique among the documents of its entity type; part of its address.
    public var name: String
    /// What people call it.
    public var label: LocalizedText
    /// Who can make it; everybody who may read the record where there are none.
    public var roles: Set<String>
    /// In which states of the record, or states around them; in all where there are none.
    public var states: Set<String>
    /// The languages that it has a text of its own in, in the order of declaration; none where one text serves all.
    public var languages: [Language]
    /// One text per language, or the one for all.
    public var texts: [TemplateText]
    /// The pack that declares it.
    public var pack: String
    /// Where `<document>` stands.
    public var location: SourceLocation

    /// A document with its texts.
    public init(
        name: String, label: LocalizedText, roles: Set<String> = [], states: Set<String> = [], languages: [Language],
        texts: [TemplateText], pack: String, location: SourceLocation
    ) {
        self.name = name
        self.label = label
        self.roles = roles
        self.states = states
        self.languages = languages
        self.texts = texts
        self.pack = pack
        self.location = location
    }

    /// Whether somebody with these roles can make it of a record in these states.
    public func isOffered(to held: Set<String>, in active: Set<String>) -> Bool {
        (roles.isEmpty || !roles.isDisjoint(with: held)) && (states.isEmpty || !states.isDisjoint(with: active))
    }

    /// The text for a language, or for the first one that there is a text for.
    ///
    /// - Returns: the text with its language; nil where no text could be read.
    public func text(in wanted: Language) -> (text: TemplateText, language: Language)? {
        guard !languages.isEmpty else { return texts.first.map { ($0, wanted) } }
        let position =
            languages.firstIndex(of: wanted) ?? languages.firstIndex { $0.primary == wanted.primary } ?? 0
        guard texts.indices.contains(position) else { return nil }
        return (texts[position], languages[position])
    }
}
