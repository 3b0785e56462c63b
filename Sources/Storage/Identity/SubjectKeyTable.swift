public import Model
import SQLText

/// The key of each data subject, under which personal values stand in the change log.
///
/// To erase a person is to destroy their key: the log stays whole, and what it says of them can no longer be read.
public enum SubjectKeyTable {
    /// What is known of a subject's key.
    public enum Key: Sendable, Hashable {
        /// The subject has none yet.
        case none
        /// 32 bytes.
        case present([UInt8])
        /// It was destroyed, and with it every personal value it protected.
        case destroyed(Instant)
    }

    /// The key of a subject.
    public static func key(of subject: RecordID, in reader: any SQLReader) throws -> Key {
        try reader.first(
            SQLFragment(
                "SELECT \"key\", \"destroyed_at\" FROM \"kontor_subject_key\" WHERE \"subject\" = ?",
                .blob(subject.bytes))
        ) { row in
            if let instant = row.optionalInstant(1) { return .destroyed(instant) }
            return .present(row.blob(0))
        } ?? .none
    }

    /// Keeps the key of a subject that has none.
    ///
    /// - Throws: ``StorageError`` of `unique` where the subject has one, or had one that was destroyed.
    public static func insert(
        _ key: [UInt8], of subject: RecordID, at instant: Instant, on connection: any SQLConnection
    ) throws {
        precondition(key.count == 32, "a subject's key has 32 bytes")
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_subject_key\" (\"subject\", \"key\", \"created_at\") VALUES (?, ?, ?)",
                .blob(subject.bytes), .blob(key), .integer(instant.microseconds)))
    }

    /// Destroys the key of a subject for good, also of one that never had a key, so that it will not get one.
    public static func destroy(keyOf subject: RecordID, at instant: Instant, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_subject_key" ("subject", "key", "created_at", "destroyed_at") VALUES (?, NULL, ?, ?)
                ON CONFLICT ("subject") DO UPDATE SET "key" = NULL, "destroyed_at" =
                coalesce("kontor_subject_key"."destroyed_at", excluded."destroyed_at")
                """, .blob(subject.bytes), .integer(instant.microseconds), .integer(instant.microseconds)))
    }
}
