public import HTTPTypes

/// Headers that tell browsers what an answer may do: nothing that it need not.
public enum SecurityHeaders {
    /// For pages: only our own files, nothing inline, no framing.
    public static let page = common.merging([
        .contentSecurityPolicy:
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        .referrerPolicy: "same-origin",
    ])

    /// For data: even opened as a page, it may load and run nothing. Kept private and asked again each time.
    public static let data = common.merging([
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        .referrerPolicy: "no-referrer",
        .cacheControl: "private, no-cache",
    ])

    private static let common: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        .crossOriginResourcePolicy: "same-origin",
        .crossOriginOpenerPolicy: "same-origin",
    ]
}

extension HTTPField.Name {
    static let referrerPolicy = make("Referrer-Policy")
    static let crossOriginOpenerPolicy = make("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = make("Cross-Origin-Resource-Policy")
    static let requestID = make("X-Request-Id")
    static let forwardedFor = make("X-Forwarded-For")
    static let traceparent = make("traceparent")

    private static func make(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("'\(name)' is a token of RFC 9110") }
        return field
    }
}

extension HTTPFields {
    fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
        var result = self
        for field in others { result[field.name] = field.value }
        return result
    }
}
