import GRDB
public import SQLText
public import Storage

/// A store in one SQLite file, served by one process; others may read and write beside it.
///
///     let store = try SQLiteStore(path: "data/kontor.sqlite")
///     try await SystemSchema.migrate(store)
///
/// The file is in WAL mode with `synchronous=FULL`: what a write returned from survives a power loss. Reads run on the
/// caller's thread; do not nest one inside another. Processes take turns to write (``WriteTurn``).
public final class SQLiteStore: Store {
    /// SQLite's.
    public let dialect: SQLDialect = .sqlite

    let path: String
    private let lock: LockFile
    private let readers: ReaderSlots
    private let writer: SQLiteWriter
    private let connections: [DatabaseQueue]

    /// Opens the file, and makes it with its folder where there is none.
    ///
    /// - Parameters:
    ///   - role: of servers there is one at a time.
    ///   - readerCount: how many reads can go on at once; as many as threads that read at once.
    /// - Throws: ``StorageError``: `served` when another process serves it, `readOnly`, `foreign`, `newerVersion`, `cannotOpen`.
    public init(path: String, as role: StoreRole = .server, readerCount: Int = 8) throws {
        try DatabaseFile.prepare(path)
        lock = try LockFile(beside: path)
        if role == .server { try lock.takeServing() }
        self.path = path
        let turn = WriteTurn(lock)
        let writing = try SQLiteSettings.openWriter(path, turn)
        writer = SQLiteWriter(try SQLiteConnection(writing, begin: "BEGIN IMMEDIATE"), turn: turn)
        let reading = try (0..<max(1, readerCount)).map { _ in try SQLiteSettings.openReader(path) }
        readers = ReaderSlots(
            try reading.map { ReaderSlot(try SQLiteConnection($0, begin: "BEGIN DEFERRED", watch: ReadWatch())) })
        // The last connection to close checkpoints, and only the writer may.
        connections = reading + [writing]
    }

    deinit { close() }

    /// Waits for the writes under way and closes the file. The store cannot be used afterwards.
    public func close() {
        readers.close()
        writer.close()
        // The last one of all processes checkpoints here, with SQLite's lock that keeps everybody else out.
        for connection in connections { try? connection.close() }
        lock.close()
    }

    /// See ``Store/read(_:)``.
    public func read<T>(_ body: (any SQLReader) throws -> T) throws -> T { try readers.read(body) }

    /// See ``Store/write(_:)``.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await writer.write(body)
    }
}
