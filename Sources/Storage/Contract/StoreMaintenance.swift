/// What an operator does with a store besides reading and writing.
public protocol StoreMaintenance: Store {
    /// Copies a consistent state into a new file while reads and writes go on.
    ///
    /// - Throws: ``StorageError`` where the file exists already or cannot be written.
    func backup(to path: String) async throws

    /// Copies the state that the last commit left, on the caller's thread: from within a write, what was there before it.
    ///
    /// - Throws: as ``backup(to:)``.
    func backUp(to path: String) throws

    /// What is wrong inside the database, one line each; empty when it is sound. Reads every page.
    func integrityProblems() throws -> [String]
}
