import Model
import Synchronization

/// Remembers for a short time whom a secret belongs to, so that a request need not ask the database again.
///
/// Every change of principals, tokens or sessions in this process empties it at once. Changes that another process makes are
/// counted in the database; whoever looks there (``Authenticator/noticeChanges()``) empties it as well, and the short life is
/// for when nobody does.
public final class AuthenticationCache: Sendable {
    private struct Entry {
        var authentication: Authentication
        var until: Instant
        /// The same by monotonic time, for it is a short life whatever the clock is set to.
        var lasts: Duration
    }

    private struct State {
        var entries: [SecretHash: Entry] = [:]
        var epoch: UInt64 = 0
        /// The changes that the database had counted when somebody last looked.
        var counted: Int64?
    }

    /// Where the database counts the changes.
    static let counter = "kontor_identity"

    private let state = Mutex(State())
    private let capacity: Int
    let life: Duration

    /// An empty cache. `life` is how long a change of another process may go unnoticed.
    public init(life: Duration = .seconds(15), capacity: Int = 50_000) {
        self.life = life
        self.capacity = capacity
    }

    /// Counts the changes; what was read before a change must not be remembered after it.
    var epoch: UInt64 { state.withLock { $0.epoch } }

    func find(_ hash: SecretHash, at now: Instant, _ elapsed: Duration) -> Authentication? {
        state.withLock { state in
            guard let entry = state.entries[hash], now < entry.until, entry.until <= now.adding(life),
                elapsed < entry.lasts
            else { return nil }
            return entry.authentication
        }
    }

    /// Remembers what was read since `epoch`, at most until `end`.
    ///
    /// - Parameter elapsed: monotonic time, by which the short life ends though the clock is set back.
    func remember(
        _ authentication: Authentication, for hash: SecretHash, since epoch: UInt64, at now: Instant,
        _ elapsed: Duration, end: Instant? = nil
    ) {
        state.withLock { state in
            guard state.epoch == epoch else { return }
            if state.entries.count >= capacity { state.entries.removeAll(keepingCapacity: true) }
            let until = now.adding(life)
            state.entries[hash] = Entry(
                authentication: authentication, until: end.map { min($0, until) } ?? until, lasts: elapsed + life)
        }
    }

    /// Forgets everything where the database has counted more changes than when somebody last looked.
    func forget(unlessCounted number: Int64) {
        let isNew = state.withLock { state in
            defer { state.counted = number }
            return state.counted != number
        }
        if isNew { forget() }
    }

    /// Forgets one secret, which is worth nothing any more, and what is being read of it now.
    func forget(_ hash: SecretHash) {
        state.withLock { state in
            state.entries[hash] = nil
            state.epoch &+= 1
        }
    }

    /// Forgets everything: something has changed.
    func forget() {
        state.withLock { state in
            state.entries.removeAll(keepingCapacity: true)
            state.epoch &+= 1
        }
    }
}
