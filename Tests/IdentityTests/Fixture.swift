import Model
import Storage
import TestSupport

@testable import Identity

/// A store with authenticator and directory over it, a clock that stands still and hashes that cost nothing.
struct Fixture {
    let store: any Store
    let clock = ManualClock()
    let authenticator: Authenticator
    let directory: PrincipalDirectory

    init(_ store: any Store) {
        self.store = store
        let (random, cache) = (SeededRandom(seed: 42), AuthenticationCache())
        let hasher = PasswordHasher(random: random, cost: .init(logRounds: 4, blockSize: 8, parallelism: 1))
        authenticator = Authenticator(
            store: store, cache: cache, clock: clock, random: random, limits: SessionLimits(), hasher: hasher)
        directory = PrincipalDirectory(
            store: store, cache: cache, clock: clock, ids: SequentialIDs(), random: random, hasher: hasher)
    }

    static let password = "correct horse battery"
    static let roles: Set<String> = ["service_agent", "service_manager"]

    /// Adds Clara, a service agent who reads German.
    @discardableResult
    func addClara() async throws -> Principal {
        try await directory.create(
            name: "clara", displayName: "Clara Vogt", password: Self.password, roles: ["service_agent"],
            knownRoles: Self.roles, language: .german)
    }
}

/// The code of the refusal that a closure throws.
func refusalCode(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? Refusal)?.code ?? "\(error)"
    }
}
