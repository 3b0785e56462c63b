import GRDBSQLite
import Storage

/// Lets the limit of whoever reads with a connection end what takes too long.
///
/// SQLite asks while it works, every thousand instructions: a read by key is over before that. Queries that are small but many are
/// asked where they begin.
final class ReadWatch {
    private var limit: ReadLimit?
    private var queries = 0

    func install(_ handle: OpaquePointer) {
        sqlite3_progress_handler(
            handle, 1000,
            { watch in
                guard let watch else { return 0 }
                // The connection keeps the watch alive and takes the handler away before it goes.
                return Unmanaged<ReadWatch>.fromOpaque(watch).takeUnretainedValue().mayGoOn ? 0 : 1
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func remove(_ handle: OpaquePointer) { sqlite3_progress_handler(handle, 0, nil, nil) }

    /// Watches a read; ``end()`` ends that.
    ///
    /// - Throws: ``StorageError`` where the limit was reached before.
    func begin(_ limit: ReadLimit?) throws {
        self.limit = limit
        limit?.begin()
        guard mayGoOn else { throw error }
    }

    func end() { limit = nil }

    /// Called where a query begins.
    func beginQuery() throws {
        guard limit != nil else { return }
        queries &+= 1
        if queries % 16 == 0, !mayGoOn { throw error }
    }

    /// What an interrupted query throws.
    var error: StorageError { limit?.error ?? StorageError(.cancelled, "the query was interrupted") }

    private var mayGoOn: Bool { limit?.mayGoOn ?? true }
}
