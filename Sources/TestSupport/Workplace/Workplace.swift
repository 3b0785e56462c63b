import Access
public import Definitions
public import Model
import Plugins
public import Records
import SchemaPlanning
public import Storage
import StorageSQLite
import Workflows

/// The whole write path over a new database: definitions from texts, real charts and plugins, and a clock, ids and random bytes
/// that are the same in every run.
///
///     try await Workplace.run(texts) { workplace in
///         let note = try await workplace.create("note", ["text": "Call back"])
///         try await workplace.send("close", to: note)
///     }
public struct Workplace: Sendable {
    /// What is tested.
    public let records: RecordService
    /// Where it stores.
    public let store: any StoreMaintenance
    /// What the texts say.
    public let catalog: Catalog
    /// Stands still until it is moved.
    public let clock: ManualClock
    /// May do everything, by the role `admin`.
    public let admin = Workplace.person("admin", roles: ["admin"])

    /// Compiles the texts, makes the tables and runs a closure.
    ///
    /// - Parameter folder: where the database is; a second run with the same folder finds what the first one stored.
    @discardableResult
    public static func run<T>(
        _ texts: WorkplaceTexts, on kind: StoreKind = .sqlite, in folder: TemporaryFolder? = nil,
        clock: ManualClock = ManualClock(), zone: Zone = .utc, ids: SequentialIDs = SequentialIDs(),
        isolation: isolated (any Actor)? = #isolation, _ body: (Workplace) async throws -> T
    ) async throws -> T {
        let catalog = try DefinitionCompiler.compile(texts.sources)
        let deployment = Deployment(
            catalog: catalog, access: AccessTable(catalog), saveRules: try PluginRules(catalog),
            stateRules: ChartRules(catalog: catalog), zone: zone)
        return try await withStore(kind, in: folder) { store in
            let state = try store.read { try SchemaStateTable.current(in: $0) }
            let plan = MigrationPlan(from: state.schema, to: catalog.entityTypes)
            if !plan.isEmpty {
                try await SchemaMigration.apply(
                    plan, fingerprint: catalog.fingerprint, rollups: catalog.rollups, at: clock.now(), to: store)
            }
            let records = RecordService(
                store: store, deployment: CurrentDeployment(deployment), clock: clock, ids: ids,
                random: SeededRandom(seed: 7))
            return try await body(Workplace(records: records, store: store, catalog: catalog, clock: clock))
        }
    }

    /// The same service on another store, such as one that fails.
    public func service(on store: any Store) -> RecordService {
        RecordService(
            store: store, deployment: records.deployment, clock: clock, ids: SequentialIDs(startingAfter: 1_000_000),
            random: SeededRandom(seed: 8))
    }

    /// A principal whose id follows from the name.
    public static func person(_ name: String, roles: Set<String>) -> Principal {
        // FNV-1a: any function would do that gives different names different ids.
        let hash = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Principal(
            id: RecordID(milliseconds: 1, random: (0, hash)), name: name, displayName: name, roles: roles,
            language: .english)
    }

    /// The entity type of a name.
    ///
    /// - Throws: where the texts have none.
    public func type(_ name: String) throws -> EntityType {
        guard let type = catalog.entityType(named: name) else { throw WorkplaceError("no entity type '\(name)'") }
        return type
    }
}

/// A test expects something of its workplace that is not so.
public struct WorkplaceError: Error, CustomStringConvertible {
    /// What.
    public let description: String

    init(_ description: String) { self.description = description }
}
