public import Model

/// A condition on the records of one entity type, as a definition wrote it.
public struct CompiledFilter: Sendable {
    /// The text of the definition, to show and to write back.
    public var text: String
    /// Where the text begins.
    public var location: SourceLocation

    public init(text: String, location: SourceLocation) {
        self.text = text
        self.location = location
    }
}
