extension SQLDialect {
    /// What follows the closing parenthesis of `CREATE TABLE`: SQLite checks column types only in `STRICT` tables.
    public var tableOptions: String {
        switch self {
        case .sqlite: " STRICT"
        case .postgresql: ""
        }
    }

    /// Whether a foreign key may name a table that does not exist yet. Where it may not, keys are added afterwards.
    public var allowsForwardReferences: Bool { self == .sqlite }

    /// What follows a `SELECT` that claims rows for this transaction, passing over rows that another one has claimed.
    ///
    /// SQLite has one writer at a time: within a write transaction every row is claimed already.
    public var claimingRows: String {
        switch self {
        case .sqlite: ""
        case .postgresql: " FOR UPDATE SKIP LOCKED"
        }
    }

    /// What follows a `SELECT` of a row that this transaction means to change by what it read.
    public var lockingRows: String {
        switch self {
        case .sqlite: ""
        case .postgresql: " FOR UPDATE"
        }
    }

    /// Makes other transactions that ask for the same lock wait until this one ends; nil where there is only one writer at a time.
    public func transactionLock(_ name: String) -> SQLFragment? {
        switch self {
        case .sqlite: nil
        case .postgresql: SQLFragment("SELECT pg_advisory_xact_lock(hashtext(?))", .text(name))
        }
    }

    /// Asks whether a table of a name exists: one row if it does.
    public func tableExists(_ name: String) -> SQLFragment {
        switch self {
        case .sqlite: SQLFragment("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", .text(name))
        case .postgresql:
            SQLFragment(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?",
                .text(name))
        }
    }

    /// Writes a version where an adapter finds it before it reads any table; nil where the database has no such place.
    public func versionMark(_ version: Int) -> SQLFragment? {
        switch self {
        case .sqlite: SQLFragment("PRAGMA user_version = \(version)")
        case .postgresql: nil
        }
    }

    /// Longest name of a table, column or index in bytes.
    public var longestName: Int { 63 }
}
