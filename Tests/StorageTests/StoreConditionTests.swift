import Foundation
import Model
import SQLText
import Storage
import Synchronization
import TestSupport
import Testing

@testable import StorageSQLite

private final class Flag: Sendable {
    let value = Mutex(false)
}

/// What a store says of itself when its files, its disk or its neighbours fail it.
@Suite struct `The condition of a store` {
    private let record = RecordID(high: 1, low: 1)

    private func write(_ store: any Store, bytes: Int = 10) async throws {
        let text = String(repeating: "x", count: bytes)
        try await store.write { [record] in try SessionTable.store(text, of: record, chart: "c", on: $0) }
    }

    @Test func `says when something was stored last, and nothing else while all is well`() async throws {
        try await withStore(.sqlite) { store in
            try await write(store)
            await store.tryWriting()
            store.lookAround()
            #expect(store.condition.faults.keys.filter { $0 != .disk }.isEmpty)
            #expect(store.condition.lastWrite != nil)
        }
    }

    @Test
    func `tells a full disk with its first cause, counts what follows, and finds by itself that there is room again`()
        async throws
    {
        try await withStore(.sqlite) { store in
            let setLimit = { (limit: Int) in
                _ = try await store.write { try $0.integer(SQLFragment("PRAGMA max_page_count = \(limit)")) }
            }
            try await setLimit(80)
            for _ in 1...3 { await #expect(throws: StorageError.self) { try await write(store, bytes: 1_000_000) } }
            let fault = try #require(store.condition.faults[.writing])
            #expect(fault.first.code == "KTR-S106")
            #expect(fault.first.message.contains("SQLite 13"))
            #expect(fault.count == 3)
            // A small write would fit; what is told is whether the next one like those would.
            await store.tryWriting()
            #expect(store.condition.faults[.writing] != nil)
            try await setLimit(100_000)
            try await write(store, bytes: 1_000_000)
            await store.tryWriting()
            #expect(store.condition.faults[.writing] == nil)
        }
    }

    @Test(arguments: ["", "-wal", "-shm"])
    func `stops writing once one of its files was removed`(suffix: String) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/kontor.sqlite")
        try await SystemSchema.migrate(store)
        try await write(store)
        store.lookAround()
        try FileManager.default.removeItem(atPath: folder.path + "/kontor.sqlite" + suffix)
        let error = await #expect(throws: StorageError.self) { try await write(store) }
        #expect(error?.code == "KTR-S521")
        #expect(store.condition.faults[.writing]?.latest.reason == .replaced)
        // Final, whatever comes back.
        try Data().write(to: URL(fileURLWithPath: folder.path + "/kontor.sqlite" + suffix))
        await #expect(throws: StorageError.self) { try await write(store) }
    }

    @Test(arguments: ["", "-wal"])
    func `finds without any write that one of its files was cut`(suffix: String) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/kontor.sqlite")
        try await SystemSchema.migrate(store)
        try await write(store, bytes: 100_000)
        store.lookAround()
        #expect(store.condition.faults[.writing] == nil)
        let file = try #require(FileHandle(forUpdatingAtPath: folder.path + "/kontor.sqlite" + suffix))
        try file.truncate(atOffset: suffix.isEmpty ? 1024 : 32)
        store.lookAround()
        #expect(store.condition.faults[.writing]?.latest.message.contains("was truncated") == true)
        await #expect(throws: StorageError.self) { try await write(store) }
        try file.close()
    }

    @Test func `finds that another file was put in the place of the database, and leaves that one alone`() async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kontor.sqlite"
        let store = try SQLiteStore(path: path)
        try await SystemSchema.migrate(store)
        try await store.backup(to: folder.path + "/backup.sqlite")
        try await write(store)
        let backup = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/backup.sqlite"))
        #expect(rename(folder.path + "/backup.sqlite", path) == 0)
        let error = await #expect(throws: StorageError.self) { try await write(store) }
        #expect(error?.code == "KTR-S521")
        store.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == backup)
    }

    @Test func `names the process that has the turn to write, and waits no longer for it than a write may`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kontor.sqlite"
        let store = try SQLiteStore(path: path)
        try await SystemSchema.migrate(store)
        let other = try SQLiteStore(path: path, as: .command, readerCount: 1)
        // The writer's queue is a thread of its own.
        let mayEnd = DispatchSemaphore(value: 0)
        let hasBegun = Flag()
        async let long: Void = other.write { _ in
            hasBegun.value.withLock { $0 = true }
            mayEnd.wait()
        }
        while !hasBegun.value.withLock({ $0 }) { await Task.yield() }
        let error = #expect(throws: StorageError.self) { try store.turn.begin(until: .now) }
        #expect(error?.reason == .busy)
        #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
        mayEnd.signal()
        try await long
        try await write(store)
    }

    @Test(arguments: StoreKind.allCases)
    func `tells of a damaged value, whose record and neighbours can be read`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let table = RecordTable(ComplaintTypes.complaint)
            let ids = (1...3).map { RecordID(high: 7, low: UInt64($0)) }
            for id in ids {
                let record = ComplaintTypes.record(ComplaintTypes.complaint, id, ["number": .text("\(id)")])
                try await store.write { try table.insert(record, on: $0) }
            }
            _ = try await store.write {
                try $0.execute(
                    SQLFragment(
                        "UPDATE \"complaint\" SET \"received_on\" = 'never' WHERE \"id\" = ?", .blob(ids[1].bytes)))
            }
            let read = try store.read { try table.select(SQLFragment(" ORDER BY \"id\""), in: $0) }
            #expect(read.map(\.id) == ids)
            #expect(read[1]["received_on"] == .null)
            #expect(read[1]["number"] == .text("\(ids[1])"))
            let damage = try #require(store.condition.damages.first)
            #expect(store.condition.damages.count == 1)
            #expect(damage.entity == "complaint" && damage.record == ids[1].description)
            #expect(damage.attribute == "received_on")
        }
    }
}
