import Definitions
public import Identity
public import Model
public import Records
public import Storage
import StorageSQLite

/// One Kontor, opened: its database, its definitions compiled, and what works on them.
///
///     let installation = try await Installation.open(settings)
///     try await installation.apply()
///     try await Server(installation).run()
public struct Installation: Sendable {
    /// What the operator set.
    public let settings: Settings
    /// The database.
    public let store: any StoreMaintenance
    /// Reads and writes of records.
    public let records: RecordService
    /// Recognises who makes a request.
    public let authenticator: Authenticator
    /// Administers users and tokens.
    public let principals: PrincipalDirectory
    let clock: any WallClock
    let ids: any IDSource

    /// Opens the database (making it where there is none) and compiles the definitions.
    ///
    /// - Throws: `DiagnosticsError` for definitions that do not compile, `StorageError` for a database that cannot be used.
    public static func open(_ settings: Settings) async throws -> Installation {
        let compiled = try DeploymentCompiler.compile(folder: settings.definitions)
        let clock = SystemClock()
        let store = try openStore(settings.database)
        try await SystemSchema.migrate(store)
        return Installation(
            settings: settings, store: store, deployment: compiled, clock: clock, ids: TimeOrderedIDs(clock: clock),
            random: SystemRandom())
    }

    /// An installation from its parts: tests bring a clock and ids of their own.
    public init(
        settings: Settings, store: any StoreMaintenance, deployment: Deployment, clock: any WallClock,
        ids: any IDSource, random: any RandomSource
    ) {
        self.settings = settings
        self.store = store
        self.clock = clock
        self.ids = ids
        records = RecordService(
            store: store, deployment: CurrentDeployment(deployment), clock: clock, ids: ids, random: random)
        let cache = AuthenticationCache()
        authenticator = Authenticator(store: store, cache: cache, clock: clock, random: random)
        principals = PrincipalDirectory(store: store, cache: cache, clock: clock, ids: ids, random: random)
    }

    private static func openStore(_ address: DatabaseAddress) throws -> any StoreMaintenance {
        switch address {
        case .sqlite(let path): try SQLiteStore(path: path)
        }
    }

    /// Names of the roles that the definitions declare.
    public var roleNames: Set<String> { Set(records.deployment.get().catalog.roles.map(\.name)) }

    /// The principal of a sign-in name; the system itself for nil.
    public func principal(named name: String?) throws -> Principal {
        guard let name else { return .system }
        return try principals.principal(named: name).principal
    }
}
