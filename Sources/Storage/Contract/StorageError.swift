import Model

/// Why a store could not do what it was asked; nothing of the transaction it arose in is stored, except where the reason is
/// `outcomeUnknown`.
///
/// Values never stand in the message: they may be personal.
public struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of failure it is.
    public enum Reason: Sendable, Hashable {
        /// Another row has these values already.
        case unique(table: String, columns: [String])
        /// A row refers to one that is not there, or one that is referred to was deleted.
        case foreignKey
        /// A column that must have a value has none.
        case notNull(table: String, column: String)
        /// A value is not of its column's type.
        case wrongType
        /// Somebody else held the database for too long.
        case busy
        /// There is no room left on the disk.
        case full
        /// The file or its folder may not be written.
        case readOnly
        /// The operating system could not read or write.
        case inputOutput
        /// What is stored is damaged.
        case corrupt
        /// A later version of Kontor wrote this database.
        case newerVersion(found: Int, known: Int)
        /// The file is a database, but not one of Kontor's.
        case foreign
        /// Another process serves this database.
        case served
        /// The database cannot be opened.
        case cannotOpen
        /// An earlier commit could not be made durable, so writes are refused until the next start.
        case stopped
        /// The commit failed in a way that leaves open whether the disk has it: only the next start, which reads the disk, knows.
        case outcomeUnknown
        /// The database file, or its log, was removed, replaced or cut while it was open.
        case replaced
        /// The write-ahead log beside the database belongs to another one.
        case staleLog
        /// The change log does not have the head that was noted beside the database.
        case lostEntries
        /// A file that was to be made is there already.
        case exists
        /// There is no database to work on.
        case missing
        /// The file system has no locks or no shared memory.
        case noLocks
        /// A file cannot be restored from.
        case unusableBackup
        /// A long read keeps the write-ahead log from being used again.
        case logGrows
        /// Other definitions were applied since the work at hand began with the old ones.
        case definitionsChanged
        /// The definitions were changed by another process since this plan was made.
        case planOutdated
        /// The plan has steps that are refused.
        case planRefused
        /// A read took longer than reads may.
        case tooLong
        /// A read was ended because nobody waits for it any more.
        case cancelled
        /// The database did not understand or could not do a statement: a fault of ours.
        case statement
    }

    /// What sort of failure it is.
    public var reason: Reason
    /// What the database said, with names and without values.
    public var message: String

    /// An error with what the database said about it.
    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The stable identifier, listed in `docs/errors.md`.
    public var code: String {
        switch reason {
        case .unique: "KTR-S101"
        case .foreignKey: "KTR-S102"
        case .notNull: "KTR-S103"
        case .wrongType: "KTR-S104"
        case .busy: "KTR-S105"
        case .full: "KTR-S106"
        case .readOnly: "KTR-S107"
        case .inputOutput: "KTR-S108"
        case .corrupt: "KTR-S109"
        case .newerVersion: "KTR-S110"
        case .foreign: "KTR-S111"
        case .served: "KTR-S112"
        case .cannotOpen: "KTR-S113"
        case .stopped: "KTR-S114"
        case .planOutdated: "KTR-S115"
        case .planRefused: "KTR-S116"
        case .definitionsChanged: "KTR-S130"
        case .tooLong: "KTR-S500"
        case .cancelled: "KTR-S501"
        case .outcomeUnknown: "KTR-S520"
        case .replaced: "KTR-S521"
        case .staleLog: "KTR-S522"
        case .lostEntries: "KTR-S523"
        case .exists: "KTR-S524"
        case .missing: "KTR-S525"
        case .noLocks: "KTR-S526"
        case .unusableBackup: "KTR-S527"
        case .logGrows: "KTR-S528"
        case .statement: "KTR-S199"
        }
    }

    /// One line with code and mend, for logs.
    public var description: String { "\(headline.english): \(message) [\(code)] (\(hint.english))" }
}
