public import Model

/// The result of checking that the change log is whole and unaltered.
///
///     let result = try store.read { try ChangeLogVerification(reading: $0) }
///     result.problems.isEmpty    // nobody edited, deleted or swapped an entry
///
/// A log cut off at its end is still a whole one: that is found only against a head noted elsewhere (`anchors`).
public struct ChangeLogVerification: Sendable {
    /// How many entries were checked.
    public private(set) var count: Int64 = 0
    /// Sequence and hash of the last entry; worth noting outside of the database.
    public private(set) var head: (sequence: Int64, hash: [UInt8]) = (0, ChangeLogChain.origin)
    /// What is wrong; empty when the log is as it was written. The first 100 are listed.
    public private(set) var problems: [Diagnostic] = []

    /// Checks every entry.
    ///
    /// - Parameter anchors: heads noted earlier, each of which the log must still contain.
    public init(reading reader: any SQLReader, anchors: [ChangeLogHead] = []) throws {
        var missing = anchors.filter { !$0.isOrigin }
        try ChangeLogTable.forEachStoredEntry(in: reader) { entry, head in
            // One that cannot be read stops nothing: those after it are looked at as well.
            switch entry {
            case .success(let entry): check(entry)
            case .failure(let error): note(head, error)
            }
            missing.removeAll { $0.hash == head.hash && $0.sequence ?? head.sequence == head.sequence }
        }
        for anchor in missing {
            report(
                "KTR-S124",
                "the change log ends at entry \(head.sequence) and does not contain the head noted earlier, \(anchor)",
                "entries were cut off or replaced since, or the -wal file is missing; compare with a backup")
        }
    }

    private mutating func note(_ stored: ChangeLogHead, _ error: StorageError) {
        count += 1
        let sequence = stored.sequence ?? 0
        report("KTR-S123", "change log entry \(sequence) was altered, and cannot be read: \(error.message)", Self.hint)
        head = (sequence, stored.hash)
    }

    private static let hint = "somebody changed the database outside of Kontor; compare with a backup"

    private mutating func check(_ entry: ChangeLogEntry) {
        let hint = Self.hint
        count += 1
        // Numbers are as they are stored: the sum may have no room.
        let expected = head.sequence.addingReportingOverflow(1).partialValue
        if entry.sequence != expected {
            report("KTR-S121", "change log entry \(expected) is missing before \(entry.sequence)", hint)
        } else if entry.previousHash != head.hash {
            report("KTR-S122", "change log entry \(entry.sequence) does not follow the one before it", hint)
        }
        let hash = ChangeLogChain.hash(entry.change, sequence: entry.sequence, previous: entry.previousHash)
        if hash != entry.hash { report("KTR-S123", "change log entry \(entry.sequence) was altered", hint) }
        head = (entry.sequence, entry.hash)
    }

    private mutating func report(_ code: String, _ message: String, _ hint: String) {
        if problems.count < 100 { problems.append(Diagnostic(.error, code, message, hint: hint)) }
    }
}
