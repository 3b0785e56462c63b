public import Model

/// Everything an operator can set. Flags win over the environment, the environment over the settings file.
///
/// Only ``Settings/load(flags:environment:)`` knows the outside names; `docs/operations.md` lists them.
public struct Settings: Sendable, Hashable {
    /// Where records are kept: `sqlite:PATH`.
    public var database: DatabaseAddress
    /// Folder that holds `entity-definitions`, `workflows` and `plugins`.
    public var definitions: String
    /// Address to listen on: a name or an IP address. Loopback unless somebody decides otherwise.
    public var host: String
    /// Port to listen on; 0 takes any free one.
    public var port: Int
    /// People reach the server over HTTPS, by a proxy: cookies are sent over that alone.
    public var isBehindTLS: Bool
    /// Believe the proxy's `X-Forwarded-For`.
    public var trustsForwardedFor: Bool
    /// `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
    public var logLevel: String
    /// The installation's time zone: of days, years and business days everywhere, and of the times that pages show and take and
    /// that files bring.
    public var zone: Zone
    /// What requests may take.
    public var limits = Limits()
    /// The most deadlines that one record may wait for.
    public var timersPerRecord = 1_000

    /// The defaults, with what differs from them.
    public init(
        database: DatabaseAddress = .sqlite(path: "data/kontor.sqlite"), definitions: String = ".",
        host: String = "127.0.0.1", port: Int = 8080, isBehindTLS: Bool = false, trustsForwardedFor: Bool = false,
        logLevel: String = "info", zone: Zone = .utc
    ) {
        self.database = database
        self.definitions = definitions
        self.host = host
        self.port = port
        self.isBehindTLS = isBehindTLS
        self.trustsForwardedFor = trustsForwardedFor
        self.logLevel = logLevel
        self.zone = zone
    }
}

/// Which database, as the setting `KONTOR_DATABASE` names it.
public enum DatabaseAddress: Sendable, Hashable {
    case sqlite(path: String)

    /// Reads `sqlite:data/kontor.sqlite`.
    ///
    /// - Throws: `DiagnosticsError` (`KTR-E101`, `KTR-E102`) for any other form.
    public init(_ text: String) throws(DiagnosticsError) {
        if text.hasPrefix("sqlite:"), text.count > 7 {
            self = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgresql:") || text.hasPrefix("postgres:") {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-E102", "this version keeps records in SQLite only, not in '\(text.prefix(13))…'",
                    hint: "set KONTOR_DATABASE=sqlite:PATH")
            ])
        } else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-E101", "'\(text)' is not a database address",
                    hint: "write sqlite:PATH, for example KONTOR_DATABASE=sqlite:data/kontor.sqlite")
            ])
        }
    }
}
