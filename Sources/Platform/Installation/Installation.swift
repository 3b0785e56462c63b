import Definitions
import Foundation
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

    /// Opens the database (making it where there is none) with the definitions that were applied to it, or those of the folder
    /// where none were.
    ///
    /// - Parameter role: a server keeps other servers out; any number of commands may work beside it.
    /// - Throws: `DiagnosticsError` for definitions that do not compile, `StorageError` for a database that cannot be used.
    public static func open(_ settings: Settings, as role: StoreRole = .command) async throws -> Installation {
        let clock = SystemClock()
        let store = try await openStore(settings.database, as: role)
        return Installation(
            settings: settings, store: store,
            deployment: try deployment(settings, AppliedDeployments(store: store, zone: settings.zone)),
            clock: clock, ids: TimeOrderedIDs(clock: clock), random: SystemRandom())
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
        let current = CurrentDeployment(deployment, source: AppliedDeployments(store: store, zone: settings.zone))
        records = RecordService(store: store, deployment: current, clock: clock, ids: ids, random: random)
        let cache = AuthenticationCache()
        authenticator = Authenticator(store: store, cache: cache, clock: clock, random: random)
        principals = PrincipalDirectory(store: store, cache: cache, clock: clock, ids: ids, random: random)
    }

    private static func openStore(
        _ address: DatabaseAddress, as role: StoreRole
    ) async throws -> any StoreMaintenance {
        switch address {
        case .sqlite(let path):
            let store = try SQLiteStore(path: path, as: role, readerCount: role == .server ? 8 : 2)
            if try store.read({ try SystemSchema.version(of: $0) }) == SystemSchema.version { return store }
            if role == .server {
                try await SystemSchema.migrate(store)
                return store
            }
            // Kontor's own tables are not changed under a server: it would be one of an older version.
            store.close()
            let alone = try SQLiteStore(path: path, as: .server, readerCount: 1)
            defer { alone.close() }
            try await SystemSchema.migrate(alone)
            return try SQLiteStore(path: path, as: role, readerCount: 2)
        }
    }

    /// The deployment to begin with.
    private static func deployment(_ settings: Settings, _ applied: AppliedDeployments) throws -> Deployment {
        let refusal: Refusal
        do {
            if let deployment = try applied.applied() { return deployment }
            let state = try applied.state()
            let sources = try DefinitionTree.read(from: URL(fileURLWithPath: settings.definitions))
            return try DeploymentCompiler.compile(sources, zone: settings.zone, state: state == 0 ? nil : state)
        } catch let error as Refusal {
            refusal = error
        }
        // Another version applied them. With texts that this version understands it can be helped.
        guard let deployment = try? DeploymentCompiler.compile(folder: settings.definitions, zone: settings.zone) else {
            throw refusal
        }
        return deployment
    }

    /// Names of the roles that the definitions declare.
    public var roleNames: Set<String> { Set(records.deployment.get().catalog.roles.map(\.name)) }

    /// The principal of a sign-in name; the system itself for nil.
    public func principal(named name: String?) throws -> Principal {
        guard let name else { return .system }
        return try principals.principal(named: name).principal
    }
}
