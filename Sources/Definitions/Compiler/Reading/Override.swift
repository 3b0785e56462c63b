import Model

/// What an extension sets on something that is declared elsewhere: `<attribute>` on an attribute, `<entity-type>` on the entity
/// type itself, `<change>` on an option.
struct Override {
    /// One thing that can be set, by the name people know it by.
    enum Property: Hashable {
        case label(Language)
        case pluralLabel(Language)
        case help(Language)
        /// What an XML attribute of that name says.
        case value(String)

        var description: String {
            switch self {
            case .label(let language): "the label in '\(language)'"
            case .pluralLabel(let language): "the plural label in '\(language)'"
            case .help(let language): "the help in '\(language)'"
            case .value(let name): "'\(name)'"
            }
        }
    }

    struct Setting {
        var property: Property
        var value: Located<String>
    }

    /// The element that says it.
    var element: String
    /// The attribute or option; for an entity type itself, its name.
    var name: Located<String>
    var settings: [Setting]
    /// Whether it is to hold where another pack sets the same.
    var wins: Bool
    var pack: String
    var location: SourceLocation
}
