public import Model

/// A principal with what only sign-in needs to know of it.
public struct StoredPrincipal: Sendable, Hashable {
    /// Who it is.
    public var principal: Principal
    /// Whether it may no longer sign in.
    public var isDisabled: Bool
    /// The password's hash in its own text form, with salt and costs; nil where there is no password.
    public var passwordHash: String?
    /// When the password was set.
    public var passwordChanged: Instant?

    /// A principal as it is stored.
    public init(
        _ principal: Principal, isDisabled: Bool = false, passwordHash: String? = nil, passwordChanged: Instant? = nil
    ) {
        self.principal = principal
        self.isDisabled = isDisabled
        self.passwordHash = passwordHash
        self.passwordChanged = passwordChanged
    }
}
