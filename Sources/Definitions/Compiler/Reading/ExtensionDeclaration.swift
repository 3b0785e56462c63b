import Model

/// What one `<extend>` of a pack adds to, or sets on, something that another pack declares.
struct ExtensionDeclaration {
    enum Content {
        case entity(EntityAdditions)
        case options(OptionAdditions)
        case role([GrantDeclaration])
    }

    var target: Located<String>
    var content: Content
    var pack: String
    var location: SourceLocation
}

struct EntityAdditions {
    var attributes: [AttributeDeclaration]
    var overrides: [Override]
    var manyToManys: [ManyToManyDeclaration]
    var keys: [[Located<String>]]
    var indexes: [[Located<String>]]
    var views: [ViewDeclaration]
    var forms: [FormDeclaration] = []
    var documents: [DocumentDeclaration] = []
}

struct OptionAdditions {
    var options: [Located<OptionSet.Option>]
    var overrides: [Override]
}
