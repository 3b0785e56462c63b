public import Model

/// A token by which a script signs in. The token itself is not stored, only its hash.
public struct StoredToken: Sendable, Hashable {
    /// SHA-256 of the token.
    public var hash: [UInt8]
    /// Whose it is.
    public var principal: RecordID
    /// What its owner calls it.
    public var label: String
    /// When it was made.
    public var created: Instant
    /// From when on it is no longer valid; nil for never.
    public var expires: Instant?
    /// When it was last seen, roughly.
    public var lastUsed: Instant?

    /// A token with everything that is kept of it.
    public init(
        hash: [UInt8], principal: RecordID, label: String, created: Instant, expires: Instant? = nil,
        lastUsed: Instant? = nil
    ) {
        self.hash = hash
        self.principal = principal
        self.label = label
        self.created = created
        self.expires = expires
        self.lastUsed = lastUsed
    }
}
