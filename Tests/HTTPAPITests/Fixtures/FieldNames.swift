import HTTPTypes

extension HTTPField.Name {
    static let odataVersion = make("OData-Version")
    static let odataMaxVersion = make("OData-MaxVersion")
    static let prefer = make("Prefer")
    static let preferenceApplied = make("Preference-Applied")
    static let idempotencyKey = make("Idempotency-Key")
    static let csrfToken = make("X-CSRF-Token")
    static let traceparent = make("traceparent")

    private static func make(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("'\(name)' is a token of RFC 9110") }
        return field
    }
}
