import Model
import Synchronization

/// How old sessions are by monotonic time, as far as this process has seen them: a session does not live longer because somebody sets
/// the clock back, and one that has ended does not come back.
///
/// What the wall clock says counts as well. It alone knows of sessions from before the start of the process.
final class SessionAges: Sendable {
    private struct Age {
        var ends: Duration
        var lastSeen: Duration
    }

    private let ages = Mutex<[SecretHash: Age]>([:])

    static let capacity = 50_000
    /// A session from the future was begun by a clock that was wrong. Clocks that are kept right step back by less.
    private static let tolerance: Duration = .seconds(60)

    /// A session begins now.
    func begin(_ hash: SecretHash, limits: SessionLimits, by clock: any WallClock) {
        let elapsed = clock.elapsed()
        ages.withLock { ages in
            if ages.count >= Self.capacity { Self.makeRoom(&ages, elapsed, limits) }
            ages[hash] = Age(ends: elapsed + limits.absolute, lastSeen: elapsed)
        }
    }

    /// Whether a session, which is asked for now, still lasts.
    func admits(
        _ hash: SecretHash, created: Instant, lastSeen: Instant, expires: Instant, limits: SessionLimits,
        by clock: any WallClock
    ) -> Bool {
        let (now, elapsed) = (clock.now(), clock.elapsed())
        guard now < expires, created.since(now) <= Self.tolerance, lastSeen.since(now) <= Self.tolerance else {
            return false
        }
        return ages.withLock { ages in
            var age =
                ages[hash]
                ?? Age(
                    ends: elapsed + min(expires.since(now), limits.absolute),
                    lastSeen: elapsed - max(.zero, now.since(lastSeen)))
            // When it was seen last is known here better than it may have been possible to store. What has ended is kept, to stay ended.
            guard elapsed < age.ends, elapsed - age.lastSeen < limits.idle else {
                ages[hash] = age
                return false
            }
            age.lastSeen = elapsed
            if ages.count >= Self.capacity { Self.makeRoom(&ages, elapsed, limits) }
            ages[hash] = age
            return true
        }
    }

    private static func makeRoom(_ ages: inout [SecretHash: Age], _ elapsed: Duration, _ limits: SessionLimits) {
        ages = ages.filter { elapsed < $0.value.ends + limits.absolute }
        if ages.count >= capacity { ages.removeAll(keepingCapacity: true) }
    }
}
