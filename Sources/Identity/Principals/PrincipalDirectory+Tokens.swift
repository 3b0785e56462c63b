public import Model
import Storage

extension PrincipalDirectory {
    /// A token as it is listed: how to name it, never the token itself.
    public struct TokenInfo: Sendable, Hashable {
        /// The first digits of its hash: enough to revoke it by.
        public var id: String
        /// What its owner calls it.
        public var label: String
        /// When it was made.
        public var created: Instant
        /// From when on it is refused; nil for never.
        public var expires: Instant?
        /// When it was last seen, to the minute.
        public var lastUsed: Instant?
    }

    /// Makes a token for a principal.
    ///
    /// - Returns: the token, which is shown this once and cannot be had again.
    public func createToken(for name: String, label: String, life: Duration? = nil) async throws -> Secret {
        let (secret, now) = (Secret(.token, random: random), clock.now())
        try await store.write { connection in
            guard let owner = try PrincipalTable.principal(named: name, in: connection) else {
                throw Refusal.noSuchPrincipal(name)
            }
            try TokenTable.insert(
                StoredToken(
                    hash: secret.hash.bytes, principal: owner.principal.id, label: label, created: now,
                    expires: life.map(now.adding)), on: connection)
        }
        return secret
    }

    /// A principal's tokens, newest first.
    public func tokens(of name: String) throws -> [TokenInfo] {
        let owner = try principal(named: name)
        return try store.read { try TokenTable.tokens(of: owner.principal.id, in: $0) }.map { token in
            TokenInfo(
                id: Self.id(token), label: token.label, created: token.created, expires: token.expires,
                lastUsed: token.lastUsed)
        }
    }

    /// Revokes a token.
    ///
    /// - Parameter id: as ``tokens(of:)`` gives it.
    /// - Throws: `Refusal(.notFound)` where the principal has no such token.
    public func revokeToken(_ id: String, of name: String) async throws {
        try await store.write { connection in
            guard let owner = try PrincipalTable.principal(named: name, in: connection) else {
                throw Refusal.noSuchPrincipal(name)
            }
            let found = try TokenTable.tokens(of: owner.principal.id, in: connection).filter { Self.id($0) == id }
            guard let token = found.first, found.count == 1 else { throw Refusal.noSuchToken }
            try TokenTable.remove(token.hash, on: connection)
            _ = try CounterTable.next(AuthenticationCache.counter, on: connection)
        }
        cache.forget()
    }

    private static func id(_ token: StoredToken) -> String {
        token.hash.prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
