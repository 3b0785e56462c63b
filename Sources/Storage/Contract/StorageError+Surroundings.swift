extension StorageError {
    /// Whether it says something of the store and its surroundings, rather than of what was asked of it: it then concerns
    /// everybody, and is told once instead of with each request that meets it.
    public var concernsTheStore: Bool {
        switch reason {
        case .busy, .full, .readOnly, .inputOutput, .corrupt, .foreign, .cannotOpen, .stopped, .outcomeUnknown,
            .replaced,
            .noLocks, .logGrows:
            true
        case .unique, .foreignKey, .notNull, .wrongType, .newerVersion, .served, .definitionsChanged, .planOutdated,
            .planRefused, .tooLong, .cancelled, .statement, .staleLog, .lostEntries, .exists, .missing, .unusableBackup:
            false
        }
    }
}
