public import Model

/// Where the names in a query text are looked up: the catalog, or what of it is known while it is being compiled.
public protocol QueryCatalog {
    /// The entity type of that name, which a lookup leads to.
    func entityType(named name: String) -> EntityType?
    /// The states of a chart that a state attribute may have; nil when the chart is not known, which allows any.
    func states(ofChart name: String) -> [String]?
}
