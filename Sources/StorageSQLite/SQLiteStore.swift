import GRDB
public import SQLText
public import Storage

/// A store in one SQLite file, served by one process.
///
///     let store = try SQLiteStore(path: "data/kontor.sqlite")
///     try await SystemSchema.migrate(store)
///
/// The file is in WAL mode with `synchronous=FULL`: what a write returned from survives a power loss. Reads run on the
/// caller's thread; do not nest one inside another.
public final class SQLiteStore: Store {
    /// SQLite's.
    public let dialect: SQLDialect = .sqlite

    let path: String
    private let lock: FileLock
    private let readers: ReaderSlots
    private let writer: SQLiteWriter
    private let connections: [DatabaseQueue]

    /// Opens the file, and makes it with its folder where there is none.
    ///
    /// - Parameter readerCount: how many reads can go on at once; as many as threads that read.
    /// - Throws: ``StorageError``: `served` when another process has it open, `readOnly`, `foreign`, `newerVersion`, `cannotOpen`.
    public init(path: String, readerCount: Int = 8) throws {
        try DatabaseFile.prepare(path)
        lock = try FileLock(beside: path)
        self.path = path
        let writing = try SQLiteSettings.openWriter(path)
        writer = SQLiteWriter(try SQLiteConnection(writing, begin: "BEGIN IMMEDIATE"))
        let reading = try (0..<max(1, readerCount)).map { _ in try SQLiteSettings.openReader(path) }
        readers = ReaderSlots(
            try reading.map { ReaderSlot(try SQLiteConnection($0, begin: "BEGIN DEFERRED")) })
        // The last connection to close checkpoints, and only the writer may.
        connections = reading + [writing]
    }

    deinit { close() }

    /// Waits for the writes under way and closes the file. The store cannot be used afterwards.
    public func close() {
        readers.close()
        writer.close()
        for connection in connections { try? connection.close() }
        lock.release()
    }

    /// See ``Store/read(_:)``.
    public func read<T>(_ body: (any SQLReader) throws -> T) throws -> T { try readers.read(body) }

    /// See ``Store/write(_:)``.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await writer.write(body)
    }
}
