import Glibc
import Storage

/// The turn to write and to checkpoint, which one process has at a time.
///
/// SQLite has a lock for that too, and lets it go before it checkpoints. Up to 3.51.2 a checkpoint of one process beside a write
/// of another one can damage a WAL database (https://www.sqlite.org/wal.html#walresetbug); the process that has the turn does both.
///
/// Waiting processes take turns: without that, a server that writes all the time would never let a command come to its turn.
struct WriteTurn: Sendable {
    private let file: LockFile
    private let database: HeldFile

    /// How long to wait for a process that writes; a migration that converts many values takes as long as it takes.
    static let patience: Duration = .seconds(20)
    private static let (shortestPause, longestPause): (UInt32, UInt32) = (100, 2000)

    init(_ file: LockFile, _ database: HeldFile) {
        self.file = file
        self.database = database
    }

    /// Waits for the turn, which ``end()`` gives back.
    ///
    /// - Parameter deadline: how long to wait, for being next and for writing together.
    /// - Throws: ``StorageError`` of `busy` when another process does not stop writing; the message names it.
    func begin(until deadline: ContinuousClock.Instant = .now + patience) throws(StorageError) {
        try wait(until: deadline) { () throws(StorageError) in try file.take(.next) }
        defer { file.release(.next) }
        try wait(until: deadline) { () throws(StorageError) in try file.take(.writing) }
        do {
            // Where somebody removed the lock file, others have another one; the database file is the same for all.
            try wait(until: deadline) { () throws(StorageError) in try database.take(.writing) }
        } catch {
            file.release(.writing)
            throw error
        }
        file.noteWriter()
    }

    func end() {
        database.release(.writing)
        file.release(.writing)
    }

    private func wait(
        until deadline: ContinuousClock.Instant, _ take: () throws(StorageError) -> Bool
    ) throws(StorageError) {
        if try take() { return }
        var pause = Self.shortestPause
        repeat {
            guard ContinuousClock.now < deadline else {
                throw StorageError(.busy, file.writer?.description ?? "another process has been writing for too long")
            }
            usleep(pause)
            pause = min(2 * pause, Self.longestPause)
        } while try !take()
    }
}
