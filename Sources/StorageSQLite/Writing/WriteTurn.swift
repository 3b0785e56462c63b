import Glibc
import Storage

/// The turn to write and to checkpoint, which one process has at a time.
///
/// SQLite has a lock for that too, and lets it go before it checkpoints. Up to 3.51.2 a checkpoint of one process beside a write
/// of another one can damage a WAL database (https://www.sqlite.org/wal.html#walresetbug); whoever has the turn does both.
///
/// Who waits is next: without that, a server that writes all the time would never let a command come to its turn.
struct WriteTurn: Sendable {
    private let file: LockFile

    /// How long to wait for a process that writes; a migration that converts many values takes as long as it takes.
    private static let patience: Duration = .seconds(20)
    private static let (shortestPause, longestPause): (UInt32, UInt32) = (100, 2000)

    init(_ file: LockFile) { self.file = file }

    /// Waits for the turn, which ``end()`` gives back.
    ///
    /// - Throws: ``StorageError`` of `busy` when another process does not stop writing.
    func begin() throws {
        try wait(for: .next)
        defer { file.release(.next) }
        try wait(for: .writing)
    }

    func end() { file.release(.writing) }

    private func wait(for region: LockFile.Region) throws {
        if file.take(region) { return }
        let deadline = ContinuousClock.now + Self.patience
        var pause = Self.shortestPause
        repeat {
            guard ContinuousClock.now < deadline else {
                throw StorageError(.busy, "another process has been writing for \(Self.patience)")
            }
            usleep(pause)
            pause = min(2 * pause, Self.longestPause)
        } while !file.take(region)
    }
}
