public import Model

/// Where the names in a query text are looked up: the catalog, or what of it is known while it is being compiled.
public protocol QueryCatalog {
    /// The entity type of that name, which a lookup leads to.
    func entityType(named name: String) -> EntityType?
    /// The position of an attribute that a query can name; nil where there is none.
    func position(of name: String, in type: EntityType) -> Int?
    /// The names of the attributes of an entity type that a query can name, for hints.
    func attributeNames(of type: EntityType) -> [String]
    /// The states of a chart; nil when the chart is not known, which allows any.
    func states(ofChart name: String) -> ChartStates?
    /// What the formula attribute at a position of an entity type computes.
    func formula(at position: Int, of type: EntityType) -> KnownFormula
    /// The lookup whose records a list of an entity type holds: for `contracts` of an account, the contract's `account`.
    func list(named name: String, of type: EntityType) -> ListedLookup?
    /// The names of the lists that an entity type has, for hints.
    func listNames(of type: EntityType) -> [String]
}

extension QueryCatalog {
    /// Every attribute.
    public func position(of name: String, in type: EntityType) -> Int? { type.position(of: name) }
    /// Every attribute.
    public func attributeNames(of type: EntityType) -> [String] { type.attributes.map(\.name) }
    /// A catalog without formulas.
    public func formula(at position: Int, of type: EntityType) -> KnownFormula { .unknown }
}

/// What a catalog knows of a formula attribute.
public enum KnownFormula: Sendable {
    case computed(QueryExpression)
    /// It is being compiled and needs itself: the names on the way, the same at both ends.
    case circular([String])
    /// It has an error of its own, which has been reported where it stands.
    case faulty
    case unknown
}

/// A lookup seen from the records that it leads to.
public struct ListedLookup: Sendable, Hashable {
    /// The entity type that has the lookup.
    public var source: EntityType
    /// The lookup's position in it.
    public var position: Int

    /// The lookup at a position of an entity type.
    public init(source: EntityType, position: Int) {
        self.source = source
        self.position = position
    }
}

extension QueryCatalog {
    /// Knows of no lists.
    public func list(named name: String, of type: EntityType) -> ListedLookup? { nil }
    /// Knows of no lists.
    public func listNames(of type: EntityType) -> [String] { [] }
}
