import Definitions
public import Model
import Records
import Storage

/// What `kontor verify` found.
public struct VerificationReport: Sendable {
    /// What was checked, to print.
    public var lines: [String]
    /// What is wrong; empty when all is sound.
    public var problems: [Diagnostic]
}

extension Installation {
    /// Checks the change log's hash chain, reads every page of the database, and computes every rollup again.
    ///
    /// - Parameter readingFiles: whether the stored files are read and hashed again too.
    public func verify(readingFiles: Bool = true) throws -> VerificationReport {
        let log = try store.read { try ChangeLogVerification(reading: $0) }
        var problems = log.problems
        for line in try store.integrityProblems() {
            problems.append(
                Diagnostic(
                    .error, "KTR-E120", "the database is damaged: \(line)", hint: "restore the last backup"))
        }
        let rollups = try store.read { try RollupVerification(records.deployment.get().catalog.rollups, reading: $0) }
        problems += rollups.problems
        let head = log.head.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var lines = ["\(log.count) entries of the change log, the last one is \(log.head.sequence)", "head: \(head)"]
        if let line = rollups.line { lines.append(line) }
        if readingFiles {
            let files = try store.read { try FileVerification(reading: $0) }
            problems += files.problems
            lines.append(
                "\(files.count) \(files.count == 1 ? "file" : "files"), \(ByteCount(files.size).text.english), read again"
            )
        }
        if problems.isEmpty { lines.append("The chain is whole and the database is sound.") }
        return VerificationReport(lines: lines, problems: problems)
    }
}
