import Foundation
import Logging
import SQLText
import Storage
import StorageSQLite
import Synchronization
import TestSupport
import Testing

@testable import Jobs

@Suite struct `The service that watches the store` {
    /// Keeps what is logged.
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private struct Handler: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.add("\(event.level): \(event.message) \(event.metadata ?? [:])")
        }
    }

    private func service(_ store: any StoreMaintenance, _ lines: Lines) -> StoreWatchService {
        StoreWatchService(store: store, logger: Logger(label: "test") { _ in Handler(lines: lines) }) { _ in }
    }

    @Test func `finds by itself that nothing can be written, and that it can again`() async throws {
        try await withStore(.sqlite) { store in
            let (lines, setLimit) = (
                Lines(),
                { (limit: Int) in
                    _ = try await store.write { try $0.integer(SQLFragment("PRAGMA max_page_count = \(limit)")) }
                }
            )
            let service = service(store, lines)
            #expect(await service.probe() == StoreWatchService.probeInterval)
            try await setLimit(10)
            await #expect(throws: StorageError.self) {
                try await store.write { try ProbeTable.write(padding: 1 << 20, on: $0) }
            }
            #expect(await service.probe() == StoreWatchService.retryInterval)
            _ = await service.look()
            #expect(lines.all.filter { $0.contains("KTR-S106") }.count == 1)
            try await setLimit(100_000)
            #expect(await service.probe() == StoreWatchService.probeInterval)
            _ = await service.look()
            #expect(lines.all.last?.contains("works again") == true)
        }
    }

    @Test func `tells that the database was removed, though nobody writes`() async throws {
        let (folder, lines) = (try TemporaryFolder(), Lines())
        let store = try SQLiteStore(path: folder.path + "/kontor.sqlite")
        try await SystemSchema.migrate(store)
        let service = service(store, lines)
        _ = await service.look()
        try FileManager.default.removeItem(atPath: folder.path + "/kontor.sqlite")
        _ = await service.look()
        #expect(lines.all.filter { $0.contains("KTR-S521") }.count == 1)
        #expect(store.condition.faults[.writing] != nil)
    }

    @Test func `notes the head of the change log and logs it once a day`() async throws {
        try await withStore(.sqlite) { store in
            let lines = Lines()
            let service = service(store, lines)
            for _ in 1...3 { _ = await service.noteHead() }
            #expect(lines.all.filter { $0.contains("head of the change log") }.count == 1)
            let head = try store.read { try ChangeLogTable.currentHead(in: $0) }
            #expect(store.notedHead() == head)
        }
    }
}
