public import Model

/// Something of the machine, not of the input, that stops a command (exit code 3).
public struct EnvironmentFailure: Error, Sendable {
    /// What is wrong with the machine, and what to do about it.
    public var diagnostic: Diagnostic

    /// A failure to be told as this diagnostic.
    public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
