public import Model

/// Who makes a request, and how that is known.
public struct Authentication: Sendable {
    /// Who it is.
    public let principal: Principal
    /// The browser session, where it is one that vouches; nil for tokens and passwords.
    public let session: WebSession?

    init(_ principal: Principal, session: WebSession? = nil) {
        self.principal = principal
        self.session = session
    }
}

/// A person's session in a browser, between signing in and signing out.
public struct WebSession: Sendable {
    /// What forms carry as the field `.csrf`, and scripts as the header `X-CSRF-Token`.
    public let csrfToken: String
    /// When it ends, whatever happens.
    public let expires: Instant

    /// Whether a form or script showed this session's token. Takes equally long for every wrong one.
    public func accepts(csrfToken shown: String) -> Bool {
        let (shown, expected) = (Array(shown.utf8), Array(csrfToken.utf8))
        return shown.count == expected.count && zip(shown, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// What somebody who signed in with a password is given.
public struct SignedIn: Sendable {
    /// Goes into the session cookie, and is nowhere else.
    public let secret: Secret
    /// Who signed in, with the session that began.
    public let authentication: Authentication
}

/// How long sessions live.
public struct SessionLimits: Sendable, Hashable {
    /// Ends a session in which nothing was asked for so long.
    public var idle: Duration
    /// Ends a session so long after signing in, whatever happens.
    public var absolute: Duration

    /// Limits; what is left out has its default.
    public init(idle: Duration = .seconds(2 * 3600), absolute: Duration = .seconds(12 * 3600)) {
        self.idle = idle
        self.absolute = absolute
    }
}
