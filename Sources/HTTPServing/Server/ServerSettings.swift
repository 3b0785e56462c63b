/// How the server listens and what it bears. The defaults suit one machine behind no proxy.
public struct ServerSettings: Sendable, Hashable {
    /// Address to listen at. Loopback unless somebody decides otherwise: what is new should not face the network.
    public var host: String
    /// 0 lets the system choose.
    public var port: Int
    /// A connection that says nothing for so long is closed.
    public var idleTimeout: Duration
    /// From a request's first line to the end of its answer; afterwards the connection is closed. An idle timeout alone
    /// would let a client live for ever by sending one byte at a time.
    public var requestDeadline: Duration
    /// Largest request body, in bytes.
    public var bodyLimit: Int
    /// How many connections are held. For one more the one that has been idle for longest is closed.
    public var maximumConnections: Int
    /// How many of them may come from one address, or one IPv6 network; not asked behind a proxy that we trust, from which all come.
    public var maximumConnectionsOfAddress: Int
    /// A new connection says within this time what it asks for.
    public var firstRequestTimeout: Duration
    /// How long the reads of one request may take.
    public var readTime: Duration
    /// Pages are reached over HTTPS, by a proxy: cookies say `Secure` and carry the `__Host-` prefix.
    public var isBehindTLS: Bool
    /// Believe the last entry of `X-Forwarded-For`. Only where a proxy of ours sets it, for anybody can send it.
    public var trustsForwardedFor: Bool

    /// Settings; what is left out has the default that suits one machine.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, idleTimeout: Duration = .seconds(60),
        requestDeadline: Duration = .seconds(120), bodyLimit: Int = 1 << 20, maximumConnections: Int = 1000,
        maximumConnectionsOfAddress: Int = 500, firstRequestTimeout: Duration = .seconds(10),
        readTime: Duration = .seconds(5), isBehindTLS: Bool = false, trustsForwardedFor: Bool = false
    ) {
        self.host = host
        self.port = port
        self.idleTimeout = idleTimeout
        self.requestDeadline = requestDeadline
        self.bodyLimit = bodyLimit
        self.maximumConnections = maximumConnections
        self.maximumConnectionsOfAddress = maximumConnectionsOfAddress
        self.firstRequestTimeout = firstRequestTimeout
        self.readTime = readTime
        self.isBehindTLS = isBehindTLS
        self.trustsForwardedFor = trustsForwardedFor
    }

    /// Name of the cookie that carries a web session. The prefix lets browsers refuse one that a neighbouring host or an
    /// unencrypted page has set (RFC 6265bis §4.1.3.2).
    public var sessionCookieName: String { isBehindTLS ? "__Host-kontor" : "kontor" }
}
