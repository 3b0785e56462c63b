import Foundation
import Model
import SQLText
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite struct `A SQLite file` {
    @Test func `is served by one process only, until it is closed`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/data/kontor.sqlite"
        let store = try SQLiteStore(path: path)
        try await SystemSchema.migrate(store)
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(path: path) }
        #expect(error?.reason == .served)
        #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
        store.close()
        // SQLite removes it when the last connection is closed.
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        #expect(throws: StorageError.self) { try store.read { _ in } }
        await #expect(throws: StorageError.self) { try await store.write { _ in } }
        let again = try SQLiteStore(path: path)
        #expect(try again.read { try SystemSchema.version(of: $0) } == SystemSchema.version)
    }

    @Test func `is readable by its owner only`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/data/kontor.sqlite"
        let store = try SQLiteStore(path: path)
        for name in ["", "-wal", "-shm", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        store.close()
    }

    @Test func `is refused when it is no database, or not Kontor's`() throws {
        let folder = try TemporaryFolder()
        let text = folder.path + "/text"
        try Data("This is a letter, not a database, and long enough to be taken for one.\n".utf8)
            .write(to: URL(fileURLWithPath: text))
        #expect(throws: StorageError.self) { _ = try SQLiteStore(path: text) }
        #expect(try String(contentsOfFile: text, encoding: .utf8).hasPrefix("This is a letter"))
    }

    @Test func `is refused where it cannot be`() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
        let error = #expect(throws: StorageError.self) {
            _ = try SQLiteStore(path: folder.path + "/file/kontor.sqlite")
        }
        #expect(error?.reason == .cannotOpen)
    }

    @Test func `of a newer version is refused and not touched`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kontor.sqlite"
        let store = try SQLiteStore(path: path)
        _ = try await store.write { try $0.execute(SQLFragment("PRAGMA user_version = 7")) }
        store.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(path: path) }
        #expect(error?.reason == .newerVersion(found: 7, known: SystemSchema.version))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func `is copied whole while it is written`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/kontor.sqlite")
        try await SystemSchema.migrate(store)
        let copy = folder.path + "/backup.sqlite"
        async let writes: Void = {
            for number in 0..<200 { _ = try await store.write { try CounterTable.next("\(number % 7)", on: $0) } }
        }()
        try await store.backup(to: copy)
        try await writes
        await #expect(throws: StorageError.self) { try await store.backup(to: copy) }
        let restored = try SQLiteStore(path: copy)
        #expect(try restored.read { try SystemSchema.version(of: $0) } == SystemSchema.version)
        #expect(try restored.integrityProblems() == [])
        #expect(!FileManager.default.fileExists(atPath: copy + ".partial"))
    }

    @Test func `that is full fails the writes it cannot hold and takes others when there is room again`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/kontor.sqlite")
        try await SystemSchema.migrate(store)
        // The limit on pages stands for the end of the disk: SQLite answers both with SQLITE_FULL.
        let setLimit = { (limit: Int) in
            _ = try await store.write { try $0.integer(SQLFragment("PRAGMA max_page_count = \(limit)")) }
        }
        try await setLimit(80)
        let text = String(repeating: "x", count: 3000)
        let outcomes = await withTaskGroup(of: (RecordID, Bool).self) { group in
            for number in 1...200 {
                let id = RecordID(high: 1, low: UInt64(number))
                group.addTask {
                    do {
                        try await store.write { try SessionTable.store(text, of: id, chart: "c", on: $0) }
                        return (id, true)
                    } catch {
                        #expect((error as? StorageError)?.reason == .full)
                        return (id, false)
                    }
                }
            }
            return await group.reduce(into: [(RecordID, Bool)]()) { $0.append($1) }
        }
        #expect(outcomes.contains { !$0.1 })
        for (id, succeeded) in outcomes {
            let session = try store.read { try SessionTable.session(of: id, chart: "c", in: $0) }
            #expect((session != nil) == succeeded)
        }
        try await setLimit(100_000)
        try await store.write { try SessionTable.store(text, of: RecordID(high: 2, low: 1), chart: "c", on: $0) }
        #expect(try store.integrityProblems() == [])
    }
}
