public import SQLText

/// A connection inside the write transaction. It belongs to the closure it was given to and must not leave it.
public protocol SQLConnection: SQLReader {
    /// Runs a statement that gives no rows.
    ///
    /// - Returns: how many rows it inserted, changed or deleted.
    /// - Throws: ``StorageError``, typed where a constraint was broken.
    @discardableResult
    func execute(_ sql: SQLFragment) throws -> Int
}

extension SQLConnection {
    /// Runs a closure whose changes disappear again when it throws, while the transaction around it lives on.
    ///
    ///     try connection.savepoint { try insert(row) }   // a refused row of an import does not undo the others
    public func savepoint<T>(_ body: () throws -> T) throws -> T {
        // Both databases take the innermost of several savepoints with one name.
        try execute(SQLFragment("SAVEPOINT kontor_nested"))
        do {
            let result = try body()
            try execute(SQLFragment("RELEASE SAVEPOINT kontor_nested"))
            return result
        } catch {
            // Both fail where the error ended the whole transaction; then it is that error which counts.
            _ = try? execute(SQLFragment("ROLLBACK TO SAVEPOINT kontor_nested"))
            _ = try? execute(SQLFragment("RELEASE SAVEPOINT kontor_nested"))
            throw error
        }
    }
}
