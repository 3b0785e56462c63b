public import Model
public import Queries

/// A prepared list of records of one entity type: which columns, in which order, and which records.
public struct View: Sendable {
    /// Unique among the views of its entity type.
    public var name: String
    /// What people call it.
    public var label: LocalizedText
    /// Who is offered it; everybody where there are none. No right: the same records can be asked for without it.
    public var roles: Set<String>
    /// Whether a list opens with it rather than with the first one, for those who are offered it.
    public var isDefault: Bool
    /// In the order in which they are shown.
    public var columns: [AttributePath]
    /// What it is sorted by; empty leaves it to the reader.
    public var order: [OrderTerm]
    /// Which records are shown; nil for all.
    public var filter: Filter?
    /// The pack that declares it.
    public var pack: String
    /// Where `<view>` stands.
    public var location: SourceLocation

    /// A prepared list.
    public init(
        name: String, label: LocalizedText, roles: Set<String> = [], isDefault: Bool = false, columns: [AttributePath],
        order: [OrderTerm], filter: Filter?, pack: String, location: SourceLocation
    ) {
        self.name = name
        self.label = label
        self.roles = roles
        self.isDefault = isDefault
        self.columns = columns
        self.order = order
        self.filter = filter
        self.pack = pack
        self.location = location
    }

    /// Whether somebody with these roles is offered it.
    public func isOffered(to held: Set<String>) -> Bool { roles.isEmpty || !roles.isDisjoint(with: held) }
}
