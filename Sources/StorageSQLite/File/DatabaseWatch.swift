import Glibc
import Storage
import Synchronization

/// Tells whether the database, its write-ahead log and its index are still the files that were opened. Whatever is written after
/// one of them was removed, replaced or cut is lost, or damages what was put in its place.
final class DatabaseWatch: Sendable {
    private struct Seen {
        var size: Int64 = 0
        var log: (identity: HeldFile.Identity, size: Int64)?
        var index: HeldFile.Identity?
        /// What was found. Final: a file that comes back may have been written by others meanwhile.
        var problem: StorageError?
    }

    private let file: HeldFile
    private let seen = Mutex(Seen())

    /// SQLite cuts the log to this size itself, after it has grown beyond.
    static let logLimit: Int64 = 64 << 20

    init(_ file: HeldFile) { self.file = file }

    /// How large the log is.
    var logSize: Int64 { HeldFile.status(file.path + "-wal").map { Int64($0.st_size) } ?? 0 }

    /// What is wrong; nil where everything is as it was opened. Costs three calls of the operating system.
    func problem() -> StorageError? {
        seen.withLock { seen in
            if seen.problem == nil { seen.problem = look(&seen) }
            return seen.problem
        }
    }

    /// Whether something was wrong at the last look.
    var hasFoundProblem: Bool { seen.withLock { $0.problem != nil } }

    private func look(_ seen: inout Seen) -> StorageError? {
        let path = file.path
        guard let database = HeldFile.status(path) else { return Self.error("\(path) was removed") }
        guard HeldFile.Identity(database) == file.identity else { return Self.error("another file was put at \(path)") }
        let size = Int64(database.st_size)
        guard size >= seen.size else { return Self.error("\(path) was truncated from \(seen.size) to \(size) bytes") }
        seen.size = size
        if let problem = Self.look(at: path + "-wal", &seen.log) { return problem }
        let index = HeldFile.status(path + "-shm").map(HeldFile.Identity.init)
        if let known = seen.index, index != known { return Self.error("\(path)-shm was removed or replaced") }
        seen.index = index
        return nil
    }

    private static func look(at path: String, _ log: inout (identity: HeldFile.Identity, size: Int64)?) -> StorageError?
    {
        guard let status = HeldFile.status(path) else { return log.map { _ in error("\(path) was removed") } }
        let (identity, size) = (HeldFile.Identity(status), Int64(status.st_size))
        if let known = log {
            guard known.identity == identity else { return error("another file was put at \(path)") }
            guard size >= min(known.size, logLimit) else {
                return error("\(path) was truncated from \(known.size) to \(size) bytes")
            }
        }
        log = (identity, size)
        return nil
    }

    private static func error(_ message: String) -> StorageError { StorageError(.replaced, message) }
}
