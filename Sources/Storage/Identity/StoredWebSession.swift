public import Model

/// A person's session in the browser. The cookie itself is not stored, only its hash.
public struct StoredWebSession: Sendable, Hashable {
    /// SHA-256 of the cookie's secret.
    public var hash: [UInt8]
    /// Who signed in.
    public var principal: RecordID
    /// What forms of this session must repeat.
    public var csrfSecret: [UInt8]
    /// When the person signed in.
    public var created: Instant
    /// When the last request came, roughly.
    public var lastSeen: Instant
    /// When it ends, whatever happens.
    public var expires: Instant

    /// A session with everything that is kept of it.
    public init(
        hash: [UInt8], principal: RecordID, csrfSecret: [UInt8], created: Instant, lastSeen: Instant, expires: Instant
    ) {
        self.hash = hash
        self.principal = principal
        self.csrfSecret = csrfSecret
        self.created = created
        self.lastSeen = lastSeen
        self.expires = expires
    }
}
