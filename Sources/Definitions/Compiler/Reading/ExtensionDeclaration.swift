import Model

/// What one `<extend>` of a pack adds to, or sets on, something that another pack declares.
struct ExtensionDeclaration {
    enum Content {
        case entity(EntityAdditions)
        case options([Located<OptionSet.Option>])
        case role([GrantDeclaration])
    }

    var target: Located<String>
    var content: Content
    var pack: String
    var location: SourceLocation
}

struct EntityAdditions {
    var attributes: [AttributeDeclaration]
    var overrides: [AttributeOverride]
    var manyToManys: [ManyToManyDeclaration]
    var keys: [[Located<String>]]
    var indexes: [[Located<String>]]
    var views: [ViewDeclaration]
}

/// What `<attribute name="phone" …>` sets on an attribute that is declared elsewhere.
struct AttributeOverride {
    /// One thing that can be set, by the name people know it by.
    enum Property: Hashable {
        case label(Language)
        case help(Language)
        case required, maximum, defaultValue

        var description: String {
            switch self {
            case .label(let language): "the label in '\(language)'"
            case .help(let language): "the help in '\(language)'"
            case .required: "'required'"
            case .maximum: "'max'"
            case .defaultValue: "'default'"
            }
        }
    }

    struct Setting {
        var property: Property
        var value: Located<String>
    }

    var name: Located<String>
    var settings: [Setting]
    /// Whether it is to hold where another pack sets the same.
    var wins: Bool
    var pack: String
    var location: SourceLocation
}
