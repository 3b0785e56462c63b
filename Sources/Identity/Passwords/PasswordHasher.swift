import Dispatch
import Model

/// Makes and verifies password hashes: two at once at most, away from the threads that serve requests.
///
/// Each takes 32 MiB and the better part of a second of one core; unbounded, a few dozen sign-ins would stop the server.
actor PasswordHasher {
    private let random: any RandomSource
    private let cost: PasswordHash.Cost
    private let queue = DispatchQueue(label: "kontor.passwords", attributes: .concurrent)
    /// How many hashes were computed so far: the work that requests have caused.
    private(set) var computed = 0
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Stands in for the hash of a name that nobody has, so that asking for it takes as long.
    private var decoy: PasswordHash?

    static let atOnce = 2
    static let queueLimit = 64

    init(random: any RandomSource, cost: PasswordHash.Cost = .standard) {
        self.random = random
        self.cost = cost
    }

    func hash(_ password: String) async throws -> PasswordHash {
        let (salt, cost) = (random.bytes(PasswordHash.saltLength), cost)
        return try await onQueue { try PasswordHash(password: password, salt: salt, cost: cost) }
    }

    /// Whether the password belongs to the hash; false without one, after as much work.
    func verify(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        if let hash { return try await onQueue { try hash.matches(password) } }
        if decoy == nil { decoy = try await self.hash("") }
        guard let decoy else { return false }
        _ = try await onQueue { try decoy.matches(password) }
        return false
    }

    private func onQueue<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        computed += 1
        if running >= Self.atOnce {
            guard waiting.count < Self.queueLimit else { throw Refusal.tooManySignIns }
            await withCheckedContinuation { waiting.append($0) }
        } else {
            running += 1
        }
        defer {
            // The place is handed on; only an unclaimed one becomes free.
            if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
