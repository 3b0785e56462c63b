import GRDB
import GRDBSQLite
import Glibc
import Storage

extension StorageError {
    /// What SQLite's extended result code means (https://www.sqlite.org/rescode.html).
    ///
    /// - Parameter systemCode: what the operating system said, where it was asked; 0 where it was not.
    init(sqliteCode code: Int32, message: String, systemCode: Int32 = 0) {
        // Some interfaces of SQLite fail without leaving words for it behind.
        let text = message == "not an error" ? String(cString: sqlite3_errstr(code)) : message
        var reason = Self.reason(code, text)
        var origin = "SQLite \(code)"
        if [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL].contains(code & 0xFF), systemCode != 0 {
            origin += ", errno \(systemCode): \(String(cString: strerror(systemCode)))"
            if reason == .inputOutput || reason == .noLocks, [ENOSPC, EDQUOT].contains(systemCode) { reason = .full }
        }
        let isOfTheStore = StorageError(reason, "").concernsTheStore || reason == .statement
        self.init(reason, isOfTheStore ? "\(text) (\(origin))" : text)
    }

    init(_ error: DatabaseError) {
        self.init(sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    }

    private static func reason(_ code: Int32, _ message: String) -> Reason {
        switch code {
        // The extended codes are built by macros that Swift cannot import: SQLITE_CONSTRAINT | n << 8.
        case constraint(6), constraint(8), constraint(10):
            let names = columns(message)
            return .unique(table: names.first?.table ?? "", columns: names.map(\.column))
        case constraint(3): return .foreignKey
        case constraint(7): return .foreignKey
        // The only checks that Kontor's tables have guard references.
        case constraint(1): return .foreignKey
        case constraint(5):
            let names = columns(message)
            return .notNull(table: names.first?.table ?? "", column: names.first?.column ?? "")
        case constraint(12): return .wrongType
        // The file system cannot share memory or lock: SQLITE_IOERR_SHMOPEN, SHMSIZE, SHMLOCK, SHMMAP, LOCK, UNLOCK, RDLOCK.
        case inputOutput(18), inputOutput(19), inputOutput(20), inputOutput(21), inputOutput(15), inputOutput(8),
            inputOutput(9):
            return .noLocks
        default: break
        }
        return switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_READONLY, SQLITE_PERM: .readOnly
        case SQLITE_IOERR: .inputOutput
        case SQLITE_CORRUPT: .corrupt
        case SQLITE_NOTADB: .foreign
        case SQLITE_CANTOPEN, SQLITE_AUTH: .cannotOpen
        case SQLITE_TOOBIG, SQLITE_MISMATCH: .wrongType
        default: .statement
        }
    }

    private static func inputOutput(_ number: Int32) -> Int32 { SQLITE_IOERR | number << 8 }

    private static func constraint(_ number: Int32) -> Int32 { SQLITE_CONSTRAINT | number << 8 }

    /// The columns in `UNIQUE constraint failed: complaint.number, complaint.status`.
    private static func columns(_ message: String) -> [(table: String, column: String)] {
        guard let colon = message.firstRange(of: ": ") else { return [] }
        return message[colon.upperBound...].split(separator: ", ").compactMap { name in
            let parts = name.split(separator: ".", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }
    }
}
