public import Model

/// A folder of definitions that belong together, as its manifest `pack.xml` describes it.
public struct Pack: Sendable, Hashable {
    /// The name of its folders.
    public var name: String
    /// `major.minor.patch`.
    public var version: String
    /// What people call it.
    public var label: LocalizedText
    /// Names of the packs whose entity types, option sets and roles this one may use.
    public var requires: [String]
    /// Where its manifest stands.
    public var location: SourceLocation

    /// A pack as its manifest describes it.
    public init(name: String, version: String, label: LocalizedText, requires: [String], location: SourceLocation) {
        self.name = name
        self.version = version
        self.label = label
        self.requires = requires
        self.location = location
    }
}
