import Foundation
import Model
import SQLText
import Storage
import TestSupport
import Testing

@testable import StorageSQLite

/// Files beside a database, and others in its place.
@Suite struct `Restoring a database` {
    private func number(of path: String) throws -> Int64? {
        let store = try SQLiteStore(path: path)
        defer { store.close() }
        return try store.read {
            try $0.integer(SQLFragment("SELECT \"last\" FROM \"kontor_counter\" WHERE \"series\" = 'n'"))
        }
    }

    private func fill(_ path: String, through last: Int) async throws -> SQLiteStore {
        let store = try SQLiteStore(path: path)
        try await SystemSchema.migrate(store)
        for _ in 1...last { _ = try await store.write { try CounterTable.next("n", on: $0) } }
        return store
    }

    private func copy(_ source: String, to destination: String) throws {
        try Data(contentsOf: URL(fileURLWithPath: source)).write(to: URL(fileURLWithPath: destination))
    }

    @Test func `moves the old database with its log aside and puts the backup in place`() async throws {
        let folder = try TemporaryFolder()
        let (path, backup) = (folder.path + "/kontor.sqlite", folder.path + "/backup.sqlite")
        let store = try await fill(path, through: 3)
        try await store.backup(to: backup)
        for _ in 1...4 { _ = try await store.write { try CounterTable.next("n", on: $0) } }
        // As a server leaves it that is killed: the log is part of the database.
        let killed = folder.path + "/killed.sqlite"
        for suffix in ["", "-wal"] { try copy(path + suffix, to: killed + suffix) }
        store.close()
        do {
            let replacement = try DatabaseReplacement(of: killed, by: backup)
            let head = try { () throws -> ChangeLogHead in
                let copy = try replacement.open()
                defer { copy.close() }
                return try copy.read { try ChangeLogTable.currentHead(in: $0) }
            }()
            #expect(try replacement.carryOut(keepingOldAs: killed + ".before", head: head))
        }
        #expect(try number(of: killed) == 3)
        #expect(try number(of: killed + ".before") == 7)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!files.contains { $0.contains(".restoring") })
    }

    @Test func `is refused while a server runs, and changes nothing then`() async throws {
        let folder = try TemporaryFolder()
        let (path, backup) = (folder.path + "/kontor.sqlite", folder.path + "/backup.sqlite")
        let store = try await fill(path, through: 2)
        try await store.backup(to: backup)
        let error = #expect(throws: StorageError.self) { _ = try DatabaseReplacement(of: path, by: backup) }
        #expect(error?.reason == .served)
        _ = try await store.write { try CounterTable.next("n", on: $0) }
        store.close()
        #expect(try number(of: path) == 3)
    }

    @Test func `takes no database in use, no missing file and not the database itself`() async throws {
        let folder = try TemporaryFolder()
        let (path, other) = (folder.path + "/kontor.sqlite", folder.path + "/other.sqlite")
        try await fill(path, through: 1).close()
        let inUse = try await fill(other, through: 1)
        for backup in [other, path, folder.path + "/absent", folder.path] {
            let error = #expect(throws: StorageError.self) { _ = try DatabaseReplacement(of: path, by: backup) }
            #expect(error?.reason == .unusableBackup)
        }
        inUse.close()
        #expect(try number(of: path) == 1)
    }

    @Test func `is what opening demands, where a backup was put beside the log of a killed server`() async throws {
        let folder = try TemporaryFolder()
        let (path, backup) = (folder.path + "/kontor.sqlite", folder.path + "/backup.sqlite")
        let store = try await fill(path, through: 3)
        try await store.backup(to: backup)
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        store.close()
        try log.write(to: URL(fileURLWithPath: path + "-wal"))
        try copy(backup, to: path)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(path: path) }
        #expect(error?.code == "KTR-S522")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func `is not confused by a database that was killed`() async throws {
        let folder = try TemporaryFolder()
        let (path, killed) = (folder.path + "/kontor.sqlite", folder.path + "/killed.sqlite")
        let store = try await fill(path, through: 5)
        for suffix in ["", "-wal"] { try copy(path + suffix, to: killed + suffix) }
        store.close()
        #expect(try number(of: killed) == 5)
    }

    @Test func `notes a head beside the database, which tells that the log was lost`() async throws {
        let folder = try TemporaryFolder()
        let (path, killed) = (folder.path + "/kontor.sqlite", folder.path + "/killed.sqlite")
        let store = try await fill(path, through: 1)
        store.close()
        try copy(path, to: killed)
        let again = try SQLiteStore(path: path)
        let change = LoggedChange(
            instant: ManualClock().now(), kind: .create, entity: "complaint", recordID: RecordID(high: 1, low: 1),
            revision: 1,
            principal: Principal.system.id, cause: "{}", before: nil, after: "{}")
        _ = try await again.write { try ChangeLogTable.append(change, on: $0) }
        let head = try again.noteHead()
        #expect(head.sequence == 1)
        again.close()
        try copy(path + ".head", to: killed + ".head")
        let poorer = try SQLiteStore(path: killed)
        defer { poorer.close() }
        let noted = try #require(poorer.notedHead())
        #expect(noted == head)
        #expect(try poorer.read { try !ChangeLogTable.contains(noted, in: $0) })
    }

    @Test func `is not needed for a second server: it is refused without the lock file too`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kontor.sqlite"
        let store = try await fill(path, through: 1)
        try FileManager.default.removeItem(atPath: path + ".lock")
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(path: path) }
        #expect(error?.reason == .served)
        let command = try SQLiteStore(path: path, as: .command, readerCount: 1)
        _ = try await command.write { try CounterTable.next("n", on: $0) }
        command.close()
        store.close()
        #expect(try number(of: path) == 2)
    }
}
