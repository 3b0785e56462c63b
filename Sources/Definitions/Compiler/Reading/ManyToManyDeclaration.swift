import Model

/// What a `<many-to-many>` says; names are not resolved.
struct ManyToManyDeclaration {
    /// What the declaring entity type calls the list.
    var name: Located<String>
    /// What it, or the link's entity type where that has a name of its own, was called before.
    var formerNames: [Located<String>]
    /// The entity type at the other end.
    var target: Located<String>
    /// The name of the link's entity type, where it is written.
    var through: Located<String>?
    var setName: Located<String>?
    /// What the other end calls the list.
    var inverse: Located<String>?
    var title: Located<String>?
    var hasValidity: Bool
    /// What happens to the links of a record that is deleted.
    var onDelete: AttributeType.DeleteBehaviour
    var label: LocalizedText
    var pluralLabel: LocalizedText
    /// What the link tells beside its two ends.
    var attributes: [AttributeDeclaration]
    var keys: [[Located<String>]]
    var indexes: [[Located<String>]]
    var views: [ViewDeclaration]
    var pack: String
    var location: SourceLocation
}
