import Storage
import Synchronization

/// One reading connection and the lock that gives it to one caller at a time.
final class ReaderSlot: @unchecked Sendable {  // `connection` is touched only while `lock` is held
    private let lock = Mutex(())
    private let connection: SQLiteConnection
    /// When the read that runs now began; nil where none does.
    private let began = Mutex<ContinuousClock.Instant?>(nil)

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Reads with the connection if nobody else does; nil if somebody does.
    func readIfFree<T>(_ body: (any SQLReader) throws -> T) throws -> T? {
        var result: Result<T, any Error>?
        _ = lock.withLockIfAvailable { _ in result = Result { try transaction(body) } }
        return try result?.get()
    }

    /// Ends the read that runs, where it began before an instant. Returns whether one did.
    func end(begunBefore instant: ContinuousClock.Instant) -> Bool {
        began.withLock { began in
            guard let start = began, start < instant else { return false }
            connection.interrupt()
            return true
        }
    }

    func close() { lock.withLock { _ in connection.retire() } }

    private func transaction<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        defer {
            // Nobody may end a read from here on, for that would end what ends its transaction: SQLite asks about any statement.
            began.withLock { $0 = nil }
            connection.watch?.end()
            connection.rollback()
        }
        try connection.watch?.begin(ReadLimit.current)
        try connection.begin()
        began.withLock { $0 = .now }
        return try body(connection)
    }
}
