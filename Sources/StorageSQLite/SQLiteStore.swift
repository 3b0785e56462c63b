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
    let readers: ReaderSlots
    let writer: SQLiteWriter
    let watch: DatabaseWatch
    let ledger: FaultLedger
    let turn: WriteTurn
    private let lock: LockFile
    private let file: HeldFile
    private let connections: [DatabaseQueue]

    /// Opens the file, and makes it with its folder where there is none.
    ///
    /// - Parameters:
    ///   - role: of servers there is one at a time.
    ///   - readerCount: how many reads can go on at once; as many as threads that read at once.
    /// - Throws: ``StorageError``: `served` when another process serves it, `readOnly`, `foreign`, `newerVersion`, `cannotOpen`,
    ///   `staleLog`, `noLocks`.
    public init(path: String, as role: StoreRole = .server, readerCount: Int = 8) throws {
        let isOpenAlready = HeldFile.isHeld(path)
        try DatabaseFile.prepare(path)
        lock = try LockFile(beside: path)
        if role == .server { try lock.takeServing() }
        file = try HeldFile(path)
        if role == .server, try !file.take(.serving) {
            throw StorageError(.served, "another process holds \(path), but not its lock file")
        }
        if !isOpenAlready { try DatabaseFile.refuseStaleLog(path, file) }
        self.path = path
        (ledger, watch) = (FaultLedger(), DatabaseWatch(file))
        turn = WriteTurn(lock, file)
        let writing = try SQLiteSettings.openWriter(path, turn)
        writer = SQLiteWriter(
            try SQLiteConnection(writing, begin: "BEGIN IMMEDIATE", ledger, .writing), turn: turn, watch: watch,
            ledger: ledger)
        let reading = try (0..<max(1, readerCount)).map { _ in try SQLiteSettings.openReader(path) }
        let ledger = ledger
        readers = ReaderSlots(
            try reading.map {
                ReaderSlot(
                    try SQLiteConnection($0, begin: "BEGIN DEFERRED", ledger, .reading, watch: ReadWatch()))
            })
        // The last connection to close checkpoints, and only the writer may.
        connections = reading + [writing]
    }

    deinit { close() }

    /// Waits for the writes under way and closes the file. The store cannot be used afterwards.
    public func close() {
        readers.close()
        writer.close()
        if watch.hasFoundProblem {
            // Closing would take the log into a file that is another one by now, and remove a log that is not ours.
            for connection in connections { _ = Unmanaged.passRetained(connection) }
            lock.close()
            return
        }
        // The last one of all processes checkpoints here, with SQLite's lock that keeps everybody else out.
        for connection in connections { try? connection.close() }
        file.close()
        lock.close()
    }

    /// See ``Store/condition``.
    public var condition: StoreCondition { ledger.condition }

    /// See ``Store/read(_:)``.
    public func read<T>(_ body: (any SQLReader) throws -> T) throws -> T { try readers.read(body) }

    /// See ``Store/write(_:)``.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await writer.write(body)
    }
}
