import Model
import Storage
import Synchronization

/// Sessions of people who signed in while nothing could be stored: they may read, and this process remembers them until it ends. A
/// new password, or being disabled, ends them as it ends others.
final class UnstoredSessions: Sendable {
    private struct Kept {
        var session: StoredWebSession
        /// What the password was checked against.
        var passwordHash: String?
    }

    private let sessions = Mutex<[[UInt8]: Kept]>([:])

    static let capacity = 10_000

    func add(_ session: StoredWebSession, passwordHash: String?) {
        sessions.withLock { sessions in
            if sessions.count >= Self.capacity {
                sessions = sessions.filter { session.created < $0.value.session.expires }
                if sessions.count >= Self.capacity { sessions.removeAll() }
            }
            sessions[session.hash] = Kept(session: session, passwordHash: passwordHash)
        }
    }

    func remove(_ hash: SecretHash) { sessions.withLock { $0[hash.bytes] = nil } }

    /// The session of a hash and who signed in; nil where there is none, or the person has another password now.
    func session(
        _ hash: SecretHash, in reader: any SQLReader
    ) throws -> (session: StoredWebSession, owner: StoredPrincipal)? {
        guard let kept = sessions.withLock({ $0[hash.bytes] }),
            let owner = try PrincipalTable.principal(kept.session.principal, in: reader),
            owner.passwordHash == kept.passwordHash
        else { return nil }
        return (kept.session, owner)
    }
}
