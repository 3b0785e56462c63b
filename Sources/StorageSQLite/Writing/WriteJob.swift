import Storage

/// One write closure on its way into a transaction.
struct WriteJob: Sendable {
    /// Runs the closure and gives what tells its caller of success, to be called after the commit.
    let run: @Sendable (any SQLConnection) throws -> @Sendable () -> Void
    /// Tells the caller that it failed, and why.
    let fail: @Sendable (any Error) -> Void
    /// When it began to wait.
    let arrived = ContinuousClock.now

    init<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T, _ caller: CheckedContinuation<T, any Error>
    ) {
        run = { connection in
            let result = try body(connection)
            return { caller.resume(returning: result) }
        }
        fail = { caller.resume(throwing: $0) }
    }
}
