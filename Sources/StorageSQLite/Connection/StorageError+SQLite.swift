import GRDB
import GRDBSQLite
import Storage

extension StorageError {
    /// What SQLite's extended result code means (https://www.sqlite.org/rescode.html).
    init(sqliteCode code: Int32, message: String) {
        self.init(Self.reason(code, message), message)
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
        case constraint(5):
            let names = columns(message)
            return .notNull(table: names.first?.table ?? "", column: names.first?.column ?? "")
        case constraint(12): return .wrongType
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
