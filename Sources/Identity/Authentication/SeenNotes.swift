import Storage
import Synchronization

/// Writes down that tokens and sessions were seen, after their requests were answered: a full disk, or somebody who writes for
/// long, keeps nobody from reading.
final class SeenNotes: Sendable {
    private let store: any Store
    /// What is being written, each once.
    private let writing = Mutex<[SecretHash: Task<Void, Never>]>([:])

    init(_ store: any Store) { self.store = store }

    /// Begins to write, where that is not under way. What cannot be written is tried with a later request.
    func note(_ hash: SecretHash, _ write: @escaping @Sendable (any SQLConnection) throws -> Void) {
        writing.withLock { writing in
            guard writing[hash] == nil else { return }
            writing[hash] = Task { [self] in
                try? await store.write(write)
                self.writing.withLock { $0[hash] = nil }
            }
        }
    }

    /// Waits for what is being written.
    func settle() async {
        for task in writing.withLock({ Array($0.values) }) { await task.value }
    }
}
