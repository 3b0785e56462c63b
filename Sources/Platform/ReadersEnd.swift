import ServiceLifecycle
import Storage

/// Ends queries that take long when the server is told to stop, so that it stops soon.
struct ReadersEnd: Service {
    let closing: ReadClosing

    private static let patience: Duration = .seconds(2)

    func run() async throws {
        try? await gracefulShutdown()
        closing.begin(within: Self.patience)
    }
}
