public import Model

/// Something of the machine, not of the input, that stops a command (exit code 3).
public struct EnvironmentFailure: Error, Sendable {
    public var diagnostic: Diagnostic

    public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
