import Glibc
public import Model
import NIOCore

/// Why the server cannot listen: something of the machine, not of the input (exit code 3).
public struct ServerStartError: Error, Sendable, CustomStringConvertible {
    /// What to tell the operator, with a hint.
    public let diagnostic: Diagnostic

    /// Recognises the error that starting a server ended with; nil when it has nothing to do with listening.
    ///
    ///     do { try await application.runService() } catch {
    ///         if let start = ServerStartError(error, settings: settings) { print(start.diagnostic) }
    ///     }
    public init?(_ error: any Error, settings: ServerSettings) {
        let place = "\(settings.host):\(settings.port)"
        if let error = error as? IOError {
            switch error.errnoCode {
            case EADDRINUSE:
                diagnostic = Diagnostic(
                    .error, "KTR-W101", "the address \(place) is in use by another program",
                    hint: "stop that program (ss -ltnp shows it), or choose another port: --port, KONTOR_PORT")
            case EACCES:
                diagnostic = Diagnostic(
                    .error, "KTR-W102", "this user may not listen at \(place)",
                    hint: "ports below 1024 need a privilege; choose a higher port and put a proxy in front of it")
            case EADDRNOTAVAIL:
                diagnostic = Diagnostic(
                    .error, "KTR-W103", "this machine has no address \(settings.host)",
                    hint: "use 127.0.0.1, 0.0.0.0 or an address that `ip address` shows")
            default: return nil
            }
        } else if error is SocketAddressError {
            diagnostic = Diagnostic(
                .error, "KTR-W103", "the host '\(settings.host)' is unknown", hint: "use an IP address: 127.0.0.1")
        } else {
            return nil
        }
    }

    /// The diagnostic in one line.
    public var description: String { diagnostic.description }
}
