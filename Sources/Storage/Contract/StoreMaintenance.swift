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

    /// Looks whether the files are still those that were opened, whether there is room, and who reads for too long. Cheap; writing
    /// stops where the files are others, and ``Store/condition`` says so.
    func lookAround()

    /// Tries to write something of no meaning, so that ``Store/condition`` knows whether that is possible. Waits in turn with
    /// the writes of others.
    func tryWriting() async

    /// Notes the head of the change log beside the database, where it is another one than before: a log that has lost its end is
    /// recognised by that. Gives the head.
    @discardableResult
    func noteHead() throws -> ChangeLogHead

    /// The head that was noted beside the database; nil where none was.
    func notedHead() -> ChangeLogHead?

    /// Waits for the writes under way and closes the database; what is asked of the store afterwards is refused. Closing again does
    /// nothing.
    func close()
}
