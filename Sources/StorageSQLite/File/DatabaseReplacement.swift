import GRDB
import Glibc
public import Storage

/// Puts a backup in the place of a database.
///
///     let replacement = try DatabaseReplacement(of: "data/kontor.sqlite", by: "backup.sqlite")
///     let store = try replacement.open()          // to look whether it is sound
///     …
///     let kept = try replacement.carryOut(keepingOldAs: "data/kontor.sqlite.before-20261127T101500Z")
///
/// The backup is copied first and never written to. Until the copy takes its place, nothing of the old database has changed.
public final class DatabaseReplacement: Sendable {
    private let path: String
    private let copy: String
    private let lock: LockFile
    private let turn: WriteTurn
    private let held: HeldFile?

    /// Copies the backup beside the database, and keeps servers and writers of the database out until it is let go.
    ///
    /// - Throws: ``StorageError``: `served` where a server runs, `unusableBackup`, `full`, `readOnly`.
    public init(of path: String, by backup: String) throws {
        guard let status = HeldFile.status(backup), status.st_mode & S_IFMT == S_IFREG else {
            throw StorageError(.unusableBackup, "there is no file \(backup)")
        }
        if let old = HeldFile.status(path), HeldFile.Identity(old) == HeldFile.Identity(status) {
            throw StorageError(.unusableBackup, "\(backup) is the database itself")
        }
        if let log = HeldFile.status(backup + "-wal"), log.st_size > 0 {
            throw StorageError(
                .unusableBackup,
                "\(backup) is not a backup but a database in use, or one left by a server that was killed: \(backup)-wal is part of it"
            )
        }
        self.path = path
        copy = path + ".restoring"
        try DatabaseFile.makeFolder(DatabaseFile.folder(of: path))
        lock = try LockFile(beside: path)
        try lock.takeServing()
        held = HeldFile.status(path) == nil ? nil : try HeldFile(path)
        if let held, try !held.take(.serving) { throw StorageError(.served, "another process holds \(path)") }
        try DatabaseFile.prepare(copy)
        do {
            turn = WriteTurn(lock, try held ?? HeldFile(copy))
            try turn.begin()
            try Self.copyBytes(backup, to: copy)
        } catch {
            Self.remove(copy)
            throw error
        }
    }

    deinit {
        Self.remove(copy)
        turn.end()
        held?.release(.serving)
        held?.close()
        lock.close()
    }

    /// The copy, to be looked at; close it before ``carryOut(keepingOldAs:)``.
    public func open() throws -> SQLiteStore { try SQLiteStore(path: copy, as: .server, readerCount: 1) }

    /// Moves the old database with its log aside, and the copy into its place.
    ///
    /// - Parameters:
    ///   - name: what the old database is called from now on.
    ///   - head: the head of the copy's change log, which is noted beside it.
    /// - Returns: whether there was an old one.
    public func carryOut(keepingOldAs name: String, head: ChangeLogHead) throws -> Bool {
        let hadOld = HeldFile.status(path) != nil
        if hadOld {
            // The old file has both names until the copy takes one of them: there is a database at the path at any time.
            guard link(path, name) == 0 else { throw StorageError(fileError: errno, name) }
        }
        for suffix in ["-wal", "-shm"] where HeldFile.status(path + suffix) != nil {
            guard rename(path + suffix, name + suffix) == 0 else { throw StorageError(fileError: errno, name + suffix) }
        }
        guard rename(copy, path) == 0 else { throw StorageError(fileError: errno, path) }
        NotedHead(beside: path).write(head)
        try DatabaseFile.syncFolder(of: path)
        return hadOld
    }

    private static func remove(_ copy: String) {
        for suffix in ["", "-wal", "-shm", ".lock", ".head"] { unlink(copy + suffix) }
    }

    private static func copyBytes(_ source: String, to destination: String) throws {
        let reading = Glibc.open(source, O_RDONLY | O_CLOEXEC)
        guard reading >= 0 else { throw StorageError(fileError: errno, source) }
        defer { Glibc.close(reading) }
        let writing = Glibc.open(destination, O_WRONLY | O_TRUNC | O_CLOEXEC)
        guard writing >= 0 else { throw StorageError(fileError: errno, destination) }
        defer { Glibc.close(writing) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(reading, &buffer, buffer.count)
            if count == 0 { break }
            guard count > 0 else { throw StorageError(fileError: errno, source) }
            var sent = 0
            while sent < count {
                let written = buffer[sent..<count].withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
                guard written > 0 else { throw StorageError(fileError: errno, destination) }
                sent += written
            }
        }
        guard fsync(writing) == 0 else { throw StorageError(fileError: errno, destination) }
    }
}
