import Model
import Storage

/// Slows down guessing: who fails too often waits twice as long each time.
///
/// An attempt counts as failed from its start, so that many at once gain nothing; success takes it back. Names that
/// nobody has are counted alike, so that being slowed down tells nothing. Names are kept as hashes: however long one is, it takes
/// no room.
///
/// Whoever fails with somebody else's name slows down themselves. An account as a whole waits only after very many failures from many
/// places, and never where it was signed in to before: nobody can lock a colleague out.
struct SignInThrottle {
    /// Somebody who says to have a name.
    struct Attempt {
        fileprivate let guess: Key
        fileprivate let account: Key
        fileprivate let network: Key?

        /// - Parameter address: empty where it cannot be told.
        init(name: String, address: String) {
            // Blanks, invisible signs and decomposed letters find the same account: they are no further guesses.
            let (name, network) = (PrincipalTable.folded(name), ClientNetwork.name(address))
            guess = .guess(SecretHash(network + "\u{0}" + name))
            account = .account(SecretHash(name))
            self.network = address.isEmpty ? nil : .network(SecretHash(network))
        }
    }

    /// What is counted: an account from one network, an account from anywhere, everybody of one network.
    fileprivate enum Key: Hashable {
        case guess(SecretHash)
        case account(SecretHash)
        case network(SecretHash)

        /// Failures that cost nothing: people mistype, and offices share an address.
        var free: Int {
            switch self {
            case .guess: 5
            case .account: 100
            case .network: 30
            }
        }
    }

    private struct Count {
        var failures: Int
        var last: Instant
    }

    private var counts: [Key: Count] = [:]
    /// From where accounts were signed in to.
    private var known: Set<Key> = []

    static let longestWait: Duration = .seconds(900)
    static let capacity = 20_000

    /// How many accounts and networks are kept.
    var size: Int { counts.count + known.count }

    /// Begins an attempt, or says how long to wait first.
    mutating func begin(_ attempt: Attempt, at now: Instant) -> Duration? {
        let keys = keys(of: attempt)
        let wait = keys.compactMap { remainingWait($0, at: now) }.max()
        guard wait == nil else { return wait }
        if counts.count >= Self.capacity { forgetOldest(at: now) }
        for key in keys {
            counts[key] = Count(failures: (counts[key]?.failures ?? 0) + 1, last: now)
        }
        return nil
    }

    /// An attempt succeeded: the account starts anew from there; network and account only get this attempt back, lest one known
    /// password pay for guessing all others.
    mutating func succeed(_ attempt: Attempt) {
        withdraw(attempt)
        counts[attempt.guess] = nil
        if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
        known.insert(attempt.guess)
    }

    /// An attempt could not be carried out; it counts neither way.
    mutating func withdraw(_ attempt: Attempt) { for key in keys(of: attempt) { giveBack(key) } }

    private func keys(of attempt: Attempt) -> [Key] {
        let own = known.contains(attempt.guess) ? [attempt.guess] : [attempt.guess, attempt.account]
        return own + (attempt.network.map { [$0] } ?? [])
    }

    private mutating func giveBack(_ key: Key) {
        guard let count = counts[key] else { return }
        counts[key] = count.failures > 1 ? Count(failures: count.failures - 1, last: count.last) : nil
    }

    private func remainingWait(_ key: Key, at now: Instant) -> Duration? {
        guard let count = counts[key] else { return nil }
        let wait = Self.wait(after: count.failures - key.free)
        let passed = now.since(count.last)
        return wait > .zero && passed < wait && passed >= .zero ? wait - passed : nil
    }

    private static func wait(after excess: Int) -> Duration {
        guard excess >= 0 else { return .zero }
        return min(longestWait, .seconds(1 << min(excess, 12)))
    }

    /// Makes room by forgetting what no longer slows anybody down, else the oldest half.
    private mutating func forgetOldest(at now: Instant) {
        counts = counts.filter { now.since($0.value.last) < Self.longestWait }
        guard counts.count >= Self.capacity else { return }
        let keep = counts.sorted { $0.value.last > $1.value.last }.prefix(Self.capacity / 2)
        counts = Dictionary(uniqueKeysWithValues: keep.map { ($0.key, $0.value) })
    }
}
