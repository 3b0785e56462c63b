public import Model
public import Storage

/// Administers principals and their tokens: what `kontor user` and `kontor token` do.
public struct PrincipalDirectory: Sendable {
    let store: any Store
    let cache: AuthenticationCache
    let clock: any WallClock
    let ids: any IDSource
    let random: any RandomSource
    let hasher: PasswordHasher

    /// - Parameter cache: shared with the ``Authenticator`` of this process, which must see changes at once.
    public init(
        store: any Store, cache: AuthenticationCache, clock: any WallClock, ids: any IDSource, random: any RandomSource
    ) {
        self.init(
            store: store, cache: cache, clock: clock, ids: ids, random: random, hasher: PasswordHasher(random: random))
    }

    init(
        store: any Store, cache: AuthenticationCache, clock: any WallClock, ids: any IDSource,
        random: any RandomSource, hasher: PasswordHasher
    ) {
        self.store = store
        self.cache = cache
        self.clock = clock
        self.ids = ids
        self.random = random
        self.hasher = hasher
    }

    /// All principals by name, disabled ones too.
    public func list() throws -> [StoredPrincipal] { try store.read { try PrincipalTable.all(in: $0) } }

    /// The principal of a name.
    ///
    /// - Throws: `Refusal(.notFound)`.
    public func principal(named name: String) throws -> StoredPrincipal {
        guard let found = try store.read({ try PrincipalTable.principal(named: name, in: $0) }) else {
            throw Refusal.noSuchPrincipal(name)
        }
        return found
    }

    /// Adds a principal.
    ///
    /// - Parameters:
    ///   - password: nil for one that signs in by token only.
    ///   - knownRoles: the roles that the catalog declares.
    /// - Throws: `Refusal` where the name is taken or no name, a role is unknown, or the password is too weak.
    @discardableResult
    public func create(
        name: String, displayName: String? = nil, password: String?, roles: Set<String>, knownRoles: Set<String>,
        language: Language = .english
    ) async throws -> Principal {
        let name = NormalText.of(name)
        guard Self.isName(name) else { throw Refusal.badName(name) }
        try Self.check(roles, knownRoles)
        let now = clock.now()
        let principal = Principal(
            id: ids.next(), name: name, displayName: displayName ?? name, roles: roles, language: language)
        var stored = StoredPrincipal(principal)
        if let password {
            try PasswordRule.check(password, name: name)
            stored.passwordHash = try await hasher.hash(password).text
            stored.passwordChanged = now
        }
        let new = stored
        try await store.write { connection in
            guard try PrincipalTable.principal(named: name, in: connection) == nil else {
                throw Refusal.nameTaken(name)
            }
            try PrincipalTable.insert(new, on: connection)
        }
        cache.forget()
        return principal
    }

    /// Replaces a principal's roles.
    ///
    /// - Throws: `Refusal` where there is no such principal or role.
    public func setRoles(_ roles: Set<String>, of name: String, knownRoles: Set<String>) async throws {
        try Self.check(roles, knownRoles)
        try await change(name) { stored, _ in stored.principal.roles = roles }
    }

    /// Sets the language that pages and messages are in.
    public func setLanguage(_ language: Language, of name: String) async throws {
        try await change(name) { stored, _ in stored.principal.language = language }
    }

    /// Replaces a principal's password and ends its sessions: whoever held one may have been the reason.
    ///
    /// - Throws: `Refusal` where there is no such principal or the password is too weak.
    public func setPassword(_ password: String, of name: String) async throws {
        try PasswordRule.check(password, name: name)
        let (hash, now) = (try await hasher.hash(password).text, clock.now())
        try await change(name) { stored, connection in
            stored.passwordHash = hash
            stored.passwordChanged = now
            try WebSessionTable.removeAll(of: stored.principal.id, on: connection)
        }
    }

    /// Keeps a principal from signing in, ends its sessions; its tokens are refused until it is enabled again.
    public func disable(_ name: String) async throws {
        try await change(name) { stored, connection in
            stored.isDisabled = true
            try WebSessionTable.removeAll(of: stored.principal.id, on: connection)
        }
    }

    /// Lets a principal sign in again.
    public func enable(_ name: String) async throws {
        try await change(name) { stored, _ in stored.isDisabled = false }
    }

    private func change(
        _ name: String, _ body: @escaping @Sendable (inout StoredPrincipal, any SQLConnection) throws -> Void
    ) async throws {
        try await store.write { connection in
            guard var stored = try PrincipalTable.principal(named: name, in: connection) else {
                throw Refusal.noSuchPrincipal(name)
            }
            try body(&stored, connection)
            try PrincipalTable.update(stored, on: connection)
            _ = try CounterTable.next(AuthenticationCache.counter, on: connection)
        }
        cache.forget()
    }

    private static func isName(_ name: String) -> Bool {
        (1...100).contains(name.count) && !name.hasPrefix(".") && !name.hasPrefix("-") && name.lowercased() != "system"
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.isASCII && "0123456789.-_@+".unicodeScalars.contains($0)
            }
    }

    private static func check(_ roles: Set<String>, _ known: Set<String>) throws(Refusal) {
        for role in roles.sorted() where !known.contains(role) {
            throw .unknownRole(role, known: known.sorted())
        }
    }
}
