import Storage

/// Takes the write-ahead log into the database when it has grown. SQLite would do that itself and keep to itself how it went.
///
/// Used on the writer's queue only, while this process has the turn.
final class Checkpoints {
    private let connection: SQLiteConnection
    private let ledger: FaultLedger
    private var pausedUntil: ContinuousClock.Instant?

    /// Pages of the log from which on it is taken over: 8 MB.
    private static let threshold: Int32 = 2000
    /// Where it failed it fails again at once; every write would wait for it.
    private static let pause: Duration = .seconds(1)

    init(_ connection: SQLiteConnection, _ ledger: FaultLedger) {
        self.connection = connection
        self.ledger = ledger
        connection.countLogPages()
    }

    func run() {
        guard connection.logPages >= Self.threshold else { return }
        let now = ContinuousClock.now
        if let pausedUntil, now < pausedUntil { return }
        do {
            try connection.checkpoint()
            ledger.clear(.checkpoints)
            pausedUntil = nil
        } catch {
            pausedUntil = now + Self.pause
            // Another program is at it; a fault would be told as one.
            if error.reason != .busy { ledger.note(error, in: .checkpoints) }
        }
    }
}
