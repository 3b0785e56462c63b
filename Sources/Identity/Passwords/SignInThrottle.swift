import Model

/// Slows down guessing: who fails too often, by account or by address, waits twice as long each time.
///
/// An attempt counts as failed from its start, so that many at once gain nothing; success takes it back. Names that
/// nobody has are counted alike, so that being slowed down tells nothing.
struct SignInThrottle {
    /// What is counted: one account, or everybody behind one address.
    enum Key: Hashable {
        case account(String)
        case address(String)

        /// Failures that cost nothing: people mistype, and offices share an address.
        var free: Int {
            switch self {
            case .account: 5
            case .address: 30
            }
        }
    }

    private struct Count {
        var failures: Int
        var last: Instant
    }

    private var counts: [Key: Count] = [:]

    static let longestWait: Duration = .seconds(900)
    static let capacity = 20_000

    /// Begins an attempt, or says how long to wait first.
    mutating func begin(_ keys: [Key], at now: Instant) -> Duration? {
        let wait = keys.compactMap { remainingWait($0, at: now) }.max()
        guard wait == nil else { return wait }
        if counts.count >= Self.capacity { forgetOldest(at: now) }
        for key in keys {
            counts[key] = Count(failures: (counts[key]?.failures ?? 0) + 1, last: now)
        }
        return nil
    }

    /// An attempt succeeded: the account starts anew; the address only gets this attempt back, lest one known password
    /// pay for guessing all others.
    mutating func succeed(_ keys: [Key]) {
        for key in keys {
            if case .account = key { counts[key] = nil } else { giveBack(key) }
        }
    }

    /// An attempt could not be carried out; it counts neither way.
    mutating func withdraw(_ keys: [Key]) { for key in keys { giveBack(key) } }

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
        counts = counts.filter { now.since($1.last) < Self.longestWait }
        guard counts.count >= Self.capacity else { return }
        let keep = counts.sorted { $0.value.last > $1.value.last }.prefix(Self.capacity / 2)
        counts = Dictionary(uniqueKeysWithValues: keep.map { ($0.key, $0.value) })
    }
}
