import Model

/// What the files of all packs declare, read but not yet resolved against each other.
struct Declarations {
    var packs: [Pack] = []
    var entities: [EntityDeclaration] = []
    var options: [OptionsDeclaration] = []
    var roles: [RoleDeclaration] = []
    var extensions: [ExtensionDeclaration] = []
}

struct EntityDeclaration {
    var name: Located<String>
    /// What it was called before.
    var formerNames: [Located<String>] = []
    var setName: Located<String>
    var title: Located<String>
    var label: LocalizedText
    var pluralLabel: LocalizedText
    var attributes: [AttributeDeclaration]
    var keys: [[Located<String>]]
    var indexes: [[Located<String>]]
    var views: [ViewDeclaration]
    /// Relationships that become entity types of their own.
    var manyToManys: [ManyToManyDeclaration] = []
    /// Set where it has come of such a relationship.
    var link: LinkRules?
    var forms: [FormDeclaration] = []
    var documents: [DocumentDeclaration] = []
    var pack: String
    var location: SourceLocation
}

struct AttributeDeclaration {
    /// What the element says about the type; names are not resolved.
    enum Detail {
        /// A type that speaks of nothing else.
        case plain(AttributeType)
        case choice(options: Located<String>)
        case multichoice(options: Located<String>)
        /// One target, or several.
        case lookup(to: [Located<String>], onDelete: AttributeType.DeleteBehaviour, inverse: Located<String>?)
        case tree(onDelete: AttributeType.DeleteBehaviour, inverse: Located<String>?)
        /// The result's type stands for itself; names in the expression are not resolved.
        case formula(result: AttributeType, expression: Located<String>)
        case rollup(RollupDeclaration)
        case state(chart: Located<String>)
    }

    var name: Located<String>
    /// What it was called before.
    var formerNames: [Located<String>] = []
    var detail: Detail
    var label: LocalizedText
    var help: LocalizedText?
    var isRequired: Bool
    var isImmutable: Bool
    var isSearchable: Bool
    var isPersonal: Bool
    var subject: Located<String>?
    var defaultText: Located<String>?
    var constraints = ConstraintsDeclaration()
    /// Whether thousands are parted where it is shown.
    var groupsDigits = true
    /// The pack that declares it, which for one that an extension adds is not the entity type's.
    var pack: String
    var location: SourceLocation
}

/// What a `<rollup>` says: names are not resolved.
struct RollupDeclaration {
    var function: RollupRules.Function
    /// The inverse name of the lookup that leads here.
    var inverse: Located<String>
    /// What is summed up; nil for a count.
    var attribute: Located<String>?
    var condition: Located<String>?
}

struct ViewDeclaration {
    var name: Located<String>
    var label: LocalizedText
    var columns: [Located<String>]
    var order: Located<String>?
    var condition: Located<String>?
    var roles: [Located<String>] = []
    var isDefault = false
    var pack: String
    var location: SourceLocation
}

struct OptionsDeclaration {
    var set: OptionSet
    var pack: String
    var location: SourceLocation
}

struct RoleDeclaration {
    var name: Located<String>
    var label: LocalizedText
    var grants: [GrantDeclaration]
    var pack: String
    var location: SourceLocation
}

struct GrantDeclaration {
    var entity: Located<String>
    var privileges: Set<Privilege>
    var condition: Located<String>?
    var events: [Located<String>]
    var hidden: [Located<String>]
    var readOnly: [Located<String>]
    /// The pack that grants it.
    var pack: String
    var location: SourceLocation
}
