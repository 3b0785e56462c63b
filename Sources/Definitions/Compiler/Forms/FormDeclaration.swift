import Model

/// A `<form>` as it is written, not yet checked against what it names.
struct FormDeclaration {
    var name: Located<String>
    var purposes: [Located<String>]
    var roles: [Located<String>]
    var states: [Located<String>]
    var sections: [FormSectionDeclaration]
    /// Where an extension puts it among those that are there.
    var placement: FormPlacement?
    var pack: String
    var location: SourceLocation

    /// What says when it is used: an extension of a form cannot change it.
    var condition: Located<String>? { purposes.first ?? roles.first ?? states.first }
}

struct FormSectionDeclaration {
    var name: Located<String>
    var label: LocalizedText?
    var items: [FormItemDeclaration]
    var placement: FormPlacement?
    var pack: String
    var location: SourceLocation
}

struct FormItemDeclaration {
    enum Content {
        case field(Form.Field)
        case related(columns: [Located<String>], label: LocalizedText?)
        case note(LocalizedText)
    }

    /// Of a field the attribute, of a related list the inverse; nil for a note.
    var name: Located<String>?
    var content: Content
    /// Where `required` or `readonly` stands, for what the attribute does not allow.
    var settings: [String: SourceLocation] = [:]
    var placement: FormPlacement?
    var pack: String
    var location: SourceLocation
}

/// `before="claim"` or `after="claim"` on what an extension adds.
struct FormPlacement {
    var anchor: Located<String>
    var isBefore: Bool
}
