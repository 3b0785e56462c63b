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
                "row \($0.integer(1)) of \($0.text(0)) refers to a row of \($0.text(2)) that is not there"
            }
            return pages + references
        }
    }

    private static func copy(_ source: String, to destination: String) throws {
        guard access(destination, F_OK) != 0 else { throw StorageError(fileError: EEXIST, destination) }
        // Under another name until it is whole: a backup that was interrupted must not look like one.
        let partial = destination + ".partial"
        unlink(partial)
        do {
            try DatabaseFile.prepare(partial)
            let reader = try SQLiteSettings.openReader(source)
            let target = try DatabaseQueue(path: partial)
            // All pages in one step: one read transaction, and no writer makes it begin anew.
            try reader.backup(to: target, pagesPerStep: -1)
            try target.close()
            try reader.close()
            guard rename(partial, destination) == 0 else { throw StorageError(fileError: errno, destination) }
            try DatabaseFile.syncFolder(of: destination)
        } catch {
            unlink(partial)
            throw (error as? DatabaseError).map { StorageError($0) } ?? error
        }
    }
}
