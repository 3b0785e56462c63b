import ServiceLifecycle

/// Does a piece of work again and again, for as long as the server runs.
struct Rounds: Sendable {
    /// Waits by monotonic time; ends early with an error when the task is cancelled.
    let sleep: @Sendable (Duration) async throws -> Void

    /// Works until the task is cancelled or the server shuts down.
    ///
    /// - Parameter round: one round; returns how long to wait for the next.
    func run(_ round: @escaping @Sendable () async -> Duration) async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let pause = await round()
                do { try await sleep(pause) } catch { return }
            }
        }
    }
}
