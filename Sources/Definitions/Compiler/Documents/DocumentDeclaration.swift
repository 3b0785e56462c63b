import Model

/// A `<document>` as it is written.
struct DocumentDeclaration {
    var name: Located<String>
    var label: LocalizedText
    /// The path of the text below the pack's folder.
    var template: Located<String>
    var roles: [Located<String>]
    var states: [Located<String>]
    var languages: [Located<String>]
    var pack: String
    var location: SourceLocation
}
