import Dispatch
import GRDB
import Glibc
import SQLText
public import Storage

extension SQLiteStore: StoreMaintenance {
    /// Copies one committed state with SQLite's backup API, from a connection of its own.
    public func backup(to destination: String) async throws {
        let source = path
        try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global(qos: .utility).async {
                caller.resume(with: Result { try Self.copy(source, to: destination) })
            }
        }
    }

    /// As ``backup(to:)``, on the caller's thread.
    public func backUp(to destination: String) throws { try Self.copy(path, to: destination) }

    /// Runs SQLite's own checks of pages, indexes and foreign keys.
    public func integrityProblems() throws -> [String] {
        try read { reader in
            let pages = try reader.all(SQLFragment("PRAGMA integrity_check")) { $0.text(0) }.filter { $0 != "ok" }
            let references = try reader.all(SQLFragment("PRAGMA foreign_key_check")) {
                "row \($0.integer(1)) of \($0.text(0)) refers to a row of \($0.text(2)) that does not exist"
            }
            return pages + references
        }
    }

    /// See ``StoreMaintenance/lookAround()``.
    public func lookAround() {
        if let problem = watch.problem() { writer.stop(because: problem) }
        let (size, space) = (watch.logSize, DatabaseFile.freeSpace(path))
        if size > Self.endingLogSize {
            let ended = readers.end(begunBefore: .now - Self.longRead)
            noteDisk(.logGrows, "the log has \(size >> 20) MB; \(ended) reads of this process were ended")
        } else if size > Self.tellingLogSize {
            noteDisk(.logGrows, "the log has \(size >> 20) MB")
        } else if let space, space < Self.leastSpace {
            noteDisk(.full, "\(space >> 20) MB are free on the disk of \(path)")
        } else {
            ledger.clear(.disk)
        }
    }

    /// See ``StoreMaintenance/tryWriting()``.
    public func tryWriting() async {
        let isFull = condition.faults[.writing]?.latest.reason == .full
        // What the last write could not have, and the ones after it will want.
        let padding = isFull ? Self.probeOfFullDisk : 0
        do {
            try await write { try ProbeTable.write(padding: padding, on: $0) }
            // Only then: a small write that fits would clear the fault of those that do not.
            if isFull { try await write { try ProbeTable.write(padding: 0, on: $0) } }
        } catch {
            // Whatever stands against it is noted where it arises.
        }
    }

    /// See ``StoreMaintenance/noteHead()``.
    @discardableResult
    public func noteHead() throws -> ChangeLogHead {
        let head = try read { try ChangeLogTable.currentHead(in: $0) }
        let note = NotedHead(beside: path)
        if !watch.hasFoundProblem, note.read() != head { note.write(head) }
        return head
    }

    /// See ``StoreMaintenance/notedHead()``.
    public func notedHead() -> ChangeLogHead? { NotedHead(beside: path).read() }

    /// SQLite makes the log smaller again from 64 MB on, when nobody reads in it.
    private static let (tellingLogSize, endingLogSize): (Int64, Int64) = (192 << 20, 512 << 20)
    private static let longRead: Duration = .seconds(10)
    private static let leastSpace: Int64 = 64 << 20
    private static let probeOfFullDisk = 256 << 10

    private func noteDisk(_ reason: StorageError.Reason, _ message: String) {
        if condition.faults[.disk]?.latest.reason != reason { ledger.clear(.disk) }
        ledger.note(StorageError(reason, message), in: .disk)
    }

    private static func copy(_ source: String, to destination: String) throws {
        guard access(destination, F_OK) != 0 else { throw StorageError(.exists, destination) }
        // Under another name until it is whole: a backup that was interrupted must not look like one.
        let partial = destination + ".partial"
        let removePartial = { for suffix in ["", "-wal", "-shm"] { unlink(partial + suffix) } }
        removePartial()
        defer { removePartial() }
        do {
            try DatabaseFile.prepare(partial)
            let reader = try SQLiteSettings.openReader(source)
            let target = try DatabaseQueue(path: partial)
            // All pages in one step: one read transaction, and no writer makes it begin anew.
            try reader.backup(to: target, pagesPerStep: -1)
            // A backup is no database in WAL mode: so a log that lies beside it is known not to be its own.
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try target.close()
            try reader.close()
            guard rename(partial, destination) == 0 else { throw StorageError(fileError: errno, destination) }
            try DatabaseFile.syncFolder(of: destination)
        } catch {
            guard var failure = (error as? DatabaseError).map({ StorageError($0) }) ?? error as? StorageError else {
                throw error
            }
            if !failure.message.contains(destination) { failure.message = "\(destination): \(failure.message)" }
            throw failure
        }
    }
}
