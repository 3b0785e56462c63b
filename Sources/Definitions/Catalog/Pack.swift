public import Model

/// A folder of definitions that belong together, as its manifest `pack.xml` describes it.
public struct Pack: Sendable, Hashable {
    /// The name of its folders.
    public var name: String
    /// `major.minor.patch`.
    public var version: String
    /// What people call it.
    public var label: LocalizedText
    /// The packs whose entity types, option sets and roles this one may use and extend.
    public var requirements: [PackRequirement]
    /// Packs that this one is applied after where they are there, without needing them.
    public var after: [String]
    /// Among packs that could be applied in any order, lower ones come first; 0 where nothing is written.
    public var priority: Int
    /// Where its manifest stands.
    public var location: SourceLocation

    /// A pack as its manifest describes it.
    public init(
        name: String, version: String, label: LocalizedText, requirements: [PackRequirement] = [], after: [String] = [],
        priority: Int = 0, location: SourceLocation
    ) {
        self.name = name
        self.version = version
        self.label = label
        self.requirements = requirements
        self.after = after
        self.priority = priority
        self.location = location
    }

    /// Names of the packs that it requires.
    public var requires: [String] { requirements.map(\.name) }
}
