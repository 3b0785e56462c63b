public import Access
public import Definitions
public import Model
public import Queries
import Storage

/// One compiled set of definitions in force: everything a request needs to know, taken once at its start.
///
/// An apply makes a new one; requests that run keep the one they began with.
public struct Deployment: Sendable {
    /// What the definitions say.
    public let catalog: Catalog
    /// What roles allow.
    public let access: AccessTable
    /// The plugins.
    public let saveRules: any SaveRules
    /// The charts.
    public let stateRules: any StateRules
    /// Where days, years and business days are told: the installation's time zone.
    public let zone: Zone
    /// The number of the state of the database that it is for; nil where nobody else applies definitions, and nothing is checked.
    public let state: Int64?
    let tables: [String: RecordTable]
    /// What is demanded of values beyond their types, of entity types that demand something.
    let demands: [String: Demands]
    /// All rollups, told in the installation's zone, each after those that it sums up.
    public let rollups: [Rollup]
    /// Those over each entity type.
    let rollupsBySource: [String: [Rollup]]
    /// The full-text indexes of the entity types that have one.
    let searchIndexes: [String: SearchIndex]

    /// One set of definitions with the rules that were compiled from it.
    public init(
        catalog: Catalog, access: AccessTable, saveRules: any SaveRules, stateRules: any StateRules,
        zone: Zone, state: Int64? = nil
    ) {
        self.catalog = catalog
        self.access = access
        self.saveRules = saveRules
        self.stateRules = stateRules
        self.zone = zone
        self.state = state
        tables = Dictionary(
            uniqueKeysWithValues: catalog.entityTypes.map { ($0.name, RecordTable($0)) })
        demands = Dictionary(
            uniqueKeysWithValues: catalog.entityTypes.compactMap { type in
                Demands(type, in: catalog).map { (type.name, $0) }
            })
        rollups = catalog.rollups.map { $0.told(in: zone) }
        rollupsBySource = Dictionary(grouping: rollups) { $0.source.name }
        searchIndexes = Dictionary(
            uniqueKeysWithValues: catalog.entityTypes.compactMap { type in SearchIndex(type).map { (type.name, $0) } })
    }
}
