import Definitions
import Foundation
import HTTPServing
public import Identity
public import Model
public import Records
public import Storage
import StorageSQLite

/// One Kontor, opened: its database, its definitions compiled, and what works on them.
///
///     try await Installation.withOpened(settings, as: .server) {
///         try await $0.apply()
///         try await Server($0).run()
///     }
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
    /// - Parameters:
    ///   - role: a server keeps other servers out; any number of commands may work beside it.
    ///   - creating: whether a database is made where there is none; what only looks at one has nothing to look at then.
    /// - Throws: `DiagnosticsError` for definitions that do not compile, `StorageError` for a database that cannot be used.
    public static func open(
        _ settings: Settings, as role: StoreRole = .command, creating: Bool = true
    ) async throws -> Installation {
        let clock = SystemClock()
        do {
            try settings.database.requireDatabase()
        } catch {
            guard creating else { throw error }
            // Started in the wrong folder, a command would leave a new database behind.
            try DefinitionTree.requireTree(in: URL(fileURLWithPath: settings.definitions))
        }
        let store = try await openStore(settings.database, as: role)
        do {
            return Installation(
                settings: settings, store: store,
                deployment: try deployment(settings, AppliedDeployments(store: store, zone: settings.zone)),
                clock: clock, ids: TimeOrderedIDs(clock: clock), random: SystemRandom(),
                marks: await markKey(in: store, SystemRandom()))
        } catch {
            store.close()
            throw error
        }
    }

    /// Opens an installation for one piece of work, and closes its database however that ends.
    ///
    /// - Parameters: see ``open(_:as:creating:)``.
    public static func withOpened<Value>(
        _ settings: Settings, as role: StoreRole = .command, creating: Bool = true,
        _ body: (Installation) async throws -> Value
    ) async throws -> Value {
        let installation = try await open(settings, as: role, creating: creating)
        // The process may end before the last reference to the store does: nothing but this closes it for certain.
        defer { installation.store.close() }
        return try await body(installation)
    }

    /// An installation from its parts: tests bring a clock and ids of their own.
    public init(
        settings: Settings, store: any StoreMaintenance, deployment: Deployment, clock: any WallClock,
        ids: any IDSource, random: any RandomSource, marks: SealingKey? = nil
    ) {
        self.settings = settings
        self.store = store
        self.clock = clock
        self.ids = ids
        let current = CurrentDeployment(deployment, source: AppliedDeployments(store: store, zone: settings.zone))
        records = RecordService(
            store: store, deployment: current, clock: clock, ids: ids, random: random,
            limits: WorkLimits(rules: .seconds(settings.limits.ruleSeconds)), marks: marks
        ).with { $0.timersPerRecord = settings.timersPerRecord }
        let cache = AuthenticationCache()
        authenticator = Authenticator(store: store, cache: cache, clock: clock, random: random)
        principals = PrincipalDirectory(store: store, cache: cache, clock: clock, ids: ids, random: random)
    }

    /// The key that page marks are sealed with, the same for all processes. Nil where none could be kept: then marks end with this
    /// process.
    private static func markKey(in store: any Store, _ random: any RandomSource) async -> SealingKey? {
        let name = "page marks"
        if let known = try? store.read({ try SecretTable.bytes(name, in: $0) }) { return SealingKey(known) }
        let new = random.bytes(SealingKey.length)
        let kept = try? await store.write { try SecretTable.keep(new, as: name, on: $0) }
        return kept.map(SealingKey.init)
    }

    private static func openStore(
        _ address: DatabaseAddress, as role: StoreRole
    ) async throws -> any StoreMaintenance {
        switch address {
        case .sqlite(let path):
            let readers = ServerSettings.readers(cores: ProcessInfo.processInfo.activeProcessorCount)
            let store = try SQLiteStore(path: path, as: role, readerCount: role == .server ? readers : 2)
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
