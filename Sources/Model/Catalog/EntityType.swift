/// A kind of record that an administrator declared: its attributes, keys and indexes.
///
/// The first attributes are the system's own (``SystemAttribute``), the same for every entity type; the declared ones
/// follow in the order of the definition. A record holds its values in this order.
public final class EntityType: Sendable {
    /// Name in singular, as it stands in definitions and plugins: `complaint`.
    public let name: String
    /// What it was called before, for databases and histories that know it by an older name.
    public let formerNames: [String]
    /// Plural name, as it stands in addresses: `complaints`.
    public let setName: String
    /// The pack that declares it.
    public let pack: String
    /// What people call one record.
    public let label: LocalizedText
    /// What people call several.
    public let pluralLabel: LocalizedText
    /// How a record is called in lists and lookups: literal text and attributes in braces, `{number} {subject}`.
    public let title: TitlePattern
    /// System attributes first, then the declared ones; a record holds one value for each, in this order.
    public let attributes: [Attribute]
    /// Unique keys, as positions in `attributes`.
    public let keys: [[Int]]
    /// Declared indexes, as positions in `attributes`.
    public let indexes: [[Int]]
    /// Set where it is the link of a many-to-many relationship.
    public let link: LinkRules?
    /// Where it is declared.
    public let location: SourceLocation
    /// Positions of the attributes that make it a tree; mostly none.
    public let trees: [Int]
    /// Positions of the lookups that lead to several entity types; mostly none.
    public let polymorphicLookups: [Int]

    private let positions: [String: Int]

    /// - Parameter declared: the attributes of the definition; their positions are assigned here.
    public init(
        name: String, setName: String, pack: String, label: LocalizedText, pluralLabel: LocalizedText,
        title: TitlePattern, declared: [Attribute], keys: [[String]], indexes: [[String]],
        formerNames: [String] = [], link: LinkRules? = nil, location: SourceLocation
    ) {
        let all = SystemAttribute.all + declared
        let positions = Dictionary(all.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.name = name
        self.formerNames = formerNames
        self.setName = setName
        self.pack = pack
        self.label = label
        self.pluralLabel = pluralLabel
        self.title = title
        self.attributes = all
        self.positions = positions
        self.keys = keys.map { $0.compactMap { positions[$0] } }
        self.indexes = indexes.map { $0.compactMap { positions[$0] } }
        self.link = link
        trees = all.indices.filter { all[$0].type.isTree }
        polymorphicLookups = all.indices.filter { all[$0].type.isPolymorphic }
        self.location = location
    }

    /// The position of an attribute in ``attributes`` and in a record's values.
    public func position(of name: String) -> Int? { positions[name] }

    /// The attribute of a name, system attributes included.
    public func attribute(named name: String) -> Attribute? { positions[name].map { attributes[$0] } }

    /// Positions of the attributes that the definition declares.
    public var declaredPositions: Range<Int> { SystemAttribute.all.count..<attributes.count }

    /// The name of the chart that this type's state attribute follows, where it has one.
    public var chart: String? {
        for attribute in attributes { if case .state(let chart) = attribute.type { return chart } }
        return nil
    }

    /// The attribute that holds the state of this type's chart, where it has one.
    public var stateAttribute: Attribute? { attributes.first { if case .state = $0.type { true } else { false } } }
}

extension EntityType: Hashable {
    /// Two values are the same type only within one catalog: identity.
    public static func == (left: EntityType, right: EntityType) -> Bool { left === right }
    /// Hashes the identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
