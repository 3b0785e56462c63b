public import Storage
import StorageSQLite

/// Runs a closure with a store that has Kontor's own tables: a new one that is deleted afterwards, or the one in a folder.
///
///     try await withStore(.sqlite) { store in
///         try await store.write { … }
///     }
@discardableResult
public func withStore<T>(
    _ kind: StoreKind, in given: TemporaryFolder? = nil, isolation: isolated (any Actor)? = #isolation,
    _ body: (any StoreMaintenance) async throws -> T
) async throws -> T {
    switch kind {
    case .sqlite:
        let folder = try given ?? TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/kontor.sqlite")
        defer { withExtendedLifetime(folder) { store.close() } }
        try await SystemSchema.migrate(store)
        return try await body(store)
    }
}
