import Definitions
public import Model
public import Queries

/// The names that one principal can use in queries: what it may not see is not there, so that asking for it is answered like asking for
/// what nobody declared, and no suggestion names it.
///
///     let names = table.names(for: clara)
///     let filter = try Filter("claim gt 1000", on: complaint, in: names)
public struct ReaderNames: QueryCatalog, Sendable {
    private let catalog: Catalog
    private let access: @Sendable (EntityType) -> EntityAccess

    fileprivate init(_ catalog: Catalog, access: @escaping @Sendable (EntityType) -> EntityAccess) {
        self.catalog = catalog
        self.access = access
    }

    /// An entity type whose records may be read.
    public func entityType(named name: String) -> EntityType? {
        catalog.entityType(named: name).flatMap { access($0).canRead ? $0 : nil }
    }

    /// An attribute that some record shows.
    public func position(of name: String, in type: EntityType) -> Int? {
        type.position(of: name).flatMap { access(type).shows($0) ? $0 : nil }
    }

    /// The attributes that some record shows.
    public func attributeNames(of type: EntityType) -> [String] {
        let access = access(type)
        return type.attributes.indices.filter(access.shows).map { type.attributes[$0].name }
    }

    /// As declared: what a path may name is decided by ``position(of:in:)``.
    public func formula(at position: Int, of type: EntityType) -> KnownFormula {
        catalog.formula(at: position, of: type)
    }

    /// As declared.
    public func states(ofChart name: String) -> ChartStates? { catalog.states(ofChart: name) }

    /// A list of records that may be read, by a lookup that is shown.
    public func list(named name: String, of type: EntityType) -> ListedLookup? {
        catalog.list(named: name, of: type).flatMap { shows($0.source, $0.position) ? $0 : nil }
    }

    /// The lists that can be asked about.
    public func listNames(of type: EntityType) -> [String] {
        catalog.inverseLookups(of: type).filter { shows($0.source, $0.position) }.compactMap(\.name)
    }

    private func shows(_ source: EntityType, _ lookup: Int) -> Bool {
        let access = access(source)
        return access.canRead && access.shows(lookup)
    }
}

extension AccessTable {
    /// The names that a principal's queries can use.
    public func names(for principal: Principal) -> ReaderNames {
        ReaderNames(catalog) { [self] in access(of: principal, to: $0) }
    }
}
