import Crypto
public import Model
public import Storage
import Synchronization

/// Recognises who makes a request, by token, session or password.
///
///     let authentication = try await authenticator.authenticate(token: "ktr_…")
///     let signedIn = try await authenticator.signIn(name: "clara", password: "…", address: "10.0.0.7")
public final class Authenticator: Sendable {
    private let store: any Store
    private let cache: AuthenticationCache
    let clock: any WallClock
    private let random: any RandomSource
    private let limits: SessionLimits
    let hasher: PasswordHasher
    private let throttle = Mutex(SignInThrottle())
    private let ages = SessionAges()
    private let unstored = UnstoredSessions()
    let seen: SeenNotes
    /// Makes what the cache knows a password by worthless outside this process.
    let passwordKey: SymmetricKey

    /// Written back at most so often that a session or token was seen.
    private static let touchInterval: Duration = .seconds(60)

    /// - Parameter cache: shared with the ``PrincipalDirectory``, whose changes must be seen at once.
    public convenience init(
        store: any Store, cache: AuthenticationCache, clock: any WallClock, random: any RandomSource,
        limits: SessionLimits = SessionLimits()
    ) {
        self.init(
            store: store, cache: cache, clock: clock, random: random, limits: limits,
            hasher: PasswordHasher(random: random))
    }

    init(
        store: any Store, cache: AuthenticationCache, clock: any WallClock, random: any RandomSource,
        limits: SessionLimits, hasher: PasswordHasher
    ) {
        self.store = store
        self.cache = cache
        self.clock = clock
        self.random = random
        self.limits = limits
        self.hasher = hasher
        seen = SeenNotes(store)
        passwordKey = SymmetricKey(data: random.bytes(32))
    }

    /// Who shows this API token.
    ///
    /// - Throws: `Refusal(.unauthenticated)` where it is unknown, expired or its owner is disabled.
    public func authenticate(token: String) async throws -> Authentication {
        let (hash, now, elapsed) = (SecretHash(token), clock.now(), clock.elapsed())
        if let known = cache.find(hash, at: now, elapsed) { return known }
        let epoch = cache.epoch
        guard let (stored, owner) = try store.read({ try TokenTable.token(hash.bytes, in: $0) }), !owner.isDisabled,
            stored.expires.map({ now < $0 }) ?? true
        else { throw Refusal.unknownToken }
        if stored.lastUsed.map({ now.since($0) >= Self.touchInterval }) ?? true {
            seen.note(hash) { try TokenTable.touch(hash.bytes, at: now, on: $0) }
        }
        let authentication = Authentication(owner.principal)
        cache.remember(authentication, for: hash, since: epoch, at: now, elapsed, end: stored.expires)
        return authentication
    }

    /// Who holds this session; nil where it has ended, was signed out of, or its owner is disabled.
    public func authenticate(session secret: String) async throws -> Authentication? {
        let (hash, now, elapsed) = (SecretHash(secret), clock.now(), clock.elapsed())
        if let known = cache.find(hash, at: now, elapsed) { return known }
        let epoch = cache.epoch
        let found = try store.read {
            try WebSessionTable.session(hash.bytes, in: $0) ?? unstored.session(hash, in: $0)
        }
        guard let (stored, owner) = found, !owner.isDisabled,
            ages.admits(
                hash, created: stored.created, lastSeen: stored.lastSeen, expires: stored.expires, limits: limits,
                by: clock)
        else { return nil }
        if now.since(stored.lastSeen) >= Self.touchInterval {
            seen.note(hash) { try WebSessionTable.touch(hash.bytes, at: now, on: $0) }
        }
        let session = WebSession(csrfToken: base64URL(stored.csrfSecret), expires: stored.expires)
        let authentication = Authentication(owner.principal, session: session)
        cache.remember(authentication, for: hash, since: epoch, at: now, elapsed, end: stored.expires)
        return authentication
    }

    /// Authenticates by name and password. Takes 0.1 s or more, unless the same pair was verified recently.
    ///
    /// - Parameter address: where the client is; guesses from there are slowed down together.
    /// - Throws: `Refusal`, `.unauthenticated` or, after too many wrong ones, `.limit`.
    public func authenticate(name: String, password: String, address: String) async throws -> Authentication {
        let (now, elapsed) = (clock.now(), clock.elapsed())
        let hash = passwordHash(name, password)
        if let known = cache.find(hash, at: now, elapsed) { return known }
        let epoch = cache.epoch
        let authentication = Authentication(try await verify(name, password, address).principal)
        cache.remember(authentication, for: hash, since: epoch, at: now, elapsed)
        return authentication
    }

    /// Signs a person in and begins a session with a new secret.
    ///
    /// - Parameter replacing: the session that the browser came with; it ends, so that a secret that somebody planted
    ///   there is worth nothing.
    /// - Throws: `Refusal`, `.unauthenticated` or, after too many wrong passwords, `.limit`.
    public func signIn(
        name: String, password: String, address: String, replacing old: Secret? = nil
    ) async throws -> SignedIn {
        let owner = try await verify(name, password, address)
        let principal = owner.principal
        let (secret, csrf, now) = (Secret(.session, random: random), random.bytes(32), clock.now())
        let expires = now.adding(limits.absolute)
        let stored = StoredWebSession(
            hash: secret.hash.bytes, principal: principal.id, csrfSecret: csrf, created: now, lastSeen: now,
            expires: expires)
        if let old { unstored.remove(old.hash) }
        do {
            try await store.write { connection in
                if let old { try WebSessionTable.remove(old.hash.bytes, on: connection) }
                try WebSessionTable.removeExpired(at: now, on: connection)
                try WebSessionTable.insert(stored, on: connection)
            }
        } catch let error as StorageError where error.concernsTheStore {
            // Reading goes on where nothing can be stored, and reading begins with signing in.
            unstored.add(stored, passwordHash: owner.passwordHash)
        }
        ages.begin(secret.hash, limits: limits, by: clock)
        if let old { cache.forget(old.hash) }
        let session = WebSession(csrfToken: base64URL(csrf), expires: expires)
        return SignedIn(secret: secret, authentication: Authentication(principal, session: session))
    }

    /// Ends a session. A secret that is none costs a look, and nobody else their place in the cache.
    public func signOut(_ secret: Secret) async throws {
        let hash = secret.hash
        cache.forget(hash)
        unstored.remove(hash)
        guard try store.read({ try WebSessionTable.session(hash.bytes, in: $0) }) != nil else { return }
        _ = try await store.write { try WebSessionTable.remove(hash.bytes, on: $0) }
        cache.forget(hash)
    }

    /// Looks whether another process changed users or tokens, such as `kontor user disable`; what is remembered of them is
    /// forgotten then. A server looks several times in a second.
    public func noticeChanges() throws {
        cache.forget(unlessCounted: try store.read { try CounterTable.last(AuthenticationCache.counter, in: $0) })
    }

    private func verify(_ name: String, _ password: String, _ address: String) async throws -> StoredPrincipal {
        let attempt = SignInThrottle.Attempt(name: name, address: address)
        if let wait = throttle.withLock({ $0.begin(attempt, at: clock.now()) }) { throw Refusal.slowDown(wait) }
        do {
            guard name.utf8.count <= 400, password.utf8.count <= 4 * PasswordRule.maximumLength else {
                throw Refusal.wrongPassword
            }
            let stored = try store.read { try PrincipalTable.principal(named: name, in: $0) }
            let hash = stored?.passwordHash.flatMap(PasswordHash.init(text:))
            let isRight = try await hasher.verify(password, against: hash)
            guard isRight, let stored, !stored.isDisabled else { throw Refusal.wrongPassword }
            throttle.withLock { $0.succeed(attempt) }
            return stored
        } catch let refusal as Refusal where refusal.kind == .unauthenticated {
            throw refusal
        } catch {
            throttle.withLock { $0.withdraw(attempt) }
            throw error
        }
    }

    private func passwordHash(_ name: String, _ password: String) -> SecretHash {
        let text = Array(name.utf8) + [0] + Array(password.utf8)
        return SecretHash(base64URL(HMAC<SHA256>.authenticationCode(for: text, using: passwordKey)))
    }
}
