import Foundation
import Model
import Storage
import StorageSQLite

extension Installation {
    /// Puts a backup in the place of the database, after its pages, its change log and the version of its tables were checked.
    ///
    /// - Returns: what was done, line by line.
    /// - Throws: `StorageError`: `served` where a server runs, `unusableBackup`; `DiagnosticsError` with what is wrong with the
    ///   backup. Nothing has changed then.
    public static func restore(from backup: String, _ settings: Settings) async throws -> [String] {
        guard case .sqlite(let path) = settings.database else { return [] }
        let replacement = try DatabaseReplacement(of: path, by: backup)
        let log = try check(replacement, backup)
        let kept = settings.database.backupPath(at: SystemClock().now())
        let head = ChangeLogHead(sequence: log.head.sequence, hash: log.head.hash)
        let hadOld = try replacement.carryOut(keepingOldAs: kept, head: head)
        return [
            "\(backup) was checked: \(log.count) entries of the change log", "head: \(head)",
            "It is now the database \(path)."
                + (hadOld ? " The previous one is kept as \(kept), with its -wal and -shm files." : ""),
        ]
    }

    private static func check(_ replacement: DatabaseReplacement, _ backup: String) throws -> ChangeLogVerification {
        let store: SQLiteStore
        do { store = try replacement.open() } catch let error as StorageError {
            throw StorageError(.unusableBackup, "\(backup): \(error.headline.english): \(error.message)")
        }
        defer { store.close() }
        do {
            guard try store.read({ try SystemSchema.version(of: $0) }) > 0 else {
                throw StorageError(.unusableBackup, "\(backup) is empty")
            }
            let log = try store.read { try ChangeLogVerification(reading: $0) }
            let problems = log.problems.map(\.message) + (try store.integrityProblems())
            guard problems.isEmpty else {
                let more = problems.count > 5 ? "; and \(problems.count - 5) more" : ""
                throw StorageError(
                    .unusableBackup, "\(backup) is damaged: \(problems.prefix(5).joined(separator: "; "))\(more)")
            }
            return log
        } catch let error as StorageError where error.reason == .corrupt {
            throw StorageError(.unusableBackup, "\(backup) is damaged: \(error.message)")
        }
    }

    /// - Throws: `StorageError` of `lostEntries` where the change log does not have the head that was noted beside the database:
    ///   its -wal file was taken away after a server was killed, or an older copy was put in its place.
    public func requireNotedHead(acceptingLoss: Bool) throws {
        guard let noted = store.notedHead(), try !store.read({ try ChangeLogTable.contains(noted, in: $0) }) else {
            return
        }
        let head = try acceptingLoss ? store.noteHead() : store.read { try ChangeLogTable.currentHead(in: $0) }
        guard !acceptingLoss else { return }
        throw StorageError(.lostEntries, "the change log ends at \(head), but had reached \(noted)")
    }
}

extension DatabaseAddress {
    /// - Throws: `StorageError` of `missing` where there is no database.
    func requireDatabase() throws {
        guard case .sqlite(let path) = self else { return }
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int64 ?? 0
        guard size > 0 else {
            throw StorageError(
                .missing, "\(path) \(FileManager.default.fileExists(atPath: path) ? "is empty" : "does not exist")")
        }
    }
}
