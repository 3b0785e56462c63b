import Definitions
public import Model
import Records
public import Storage

/// What `kontor verify` found.
public struct VerificationReport: Sendable {
    /// What was checked, to print.
    public var lines: [String]
    /// What is wrong; empty when all is sound.
    public var problems: [Diagnostic]
}

extension Installation {
    private static let listedTimers = 20

    /// Deadlines that could not be done: nothing is damaged by them, but somebody has to look.
    private func refusedTimerLines() throws -> [String] {
        let count = try records.refusedTimerCount().all
        guard count > 0 else { return [] }
        let shown = try records.refusedTimers(limit: Self.listedTimers)
        return ["\(count) \(count == 1 ? "timer was" : "timers were") refused:"] + shown.map { "  \($0.line)" }
            + (count > shown.count ? ["  …"] : [])
    }

    /// Timers and sessions that somebody or something has changed beside us: they are set aside, and stop nothing else.
    private func brokenWorkflows() throws -> [Diagnostic] {
        let timers = try records.damagedTimers().map { line in
            Diagnostic(.error, "KTR-C607", "\(line); it is set aside", hint: "restore the last backup")
        }
        let sessions = try records.damagedSessions().map { line in
            Diagnostic(.error, "KTR-C606", line, hint: "restore the last backup")
        }
        return Array((timers + sessions).prefix(Self.listedTimers))
    }

    /// Runs one check. What is so damaged that the check cannot come to its end is what it found, and keeps no other from running.
    private func run<T>(_ problems: inout [Diagnostic], _ check: () async throws -> T) async throws -> T? {
        let damage: String
        do { return try await check() } catch let error as StorageError where error.reason == .corrupt {
            damage = error.message
        } catch let refusal as Refusal where refusal.code == "KTR-S109" {
            damage = refusal.message.english
        }
        problems.append(
            Diagnostic(.error, "KTR-E120", "the database is damaged: \(damage)", hint: "restore the last backup"))
        return nil
    }

    /// Checks the change log's hash chain, reads every page of the database, computes every rollup again, and holds the
    /// full-text indexes against the records.
    ///
    /// - Parameters:
    ///   - readingFiles: whether the stored files are read and hashed again too.
    ///   - heads: what was noted of the change log earlier, which it must still contain; the head that is noted beside the
    ///     database is one of them.
    ///   - sample: how many records of each type are held against the change log; nil takes all.
    public func verify(
        readingFiles: Bool = true, heads: [ChangeLogHead] = [], sample: Int? = nil
    ) async throws -> VerificationReport {
        let anchors = heads + (store.notedHead().map { [$0] } ?? [])
        let log = try store.read { try ChangeLogVerification(reading: $0, anchors: anchors) }
        var problems = log.problems
        for line in try await run(&problems, { try store.integrityProblems() }) ?? [] {
            problems.append(
                Diagnostic(
                    .error, "KTR-E120", "the database is damaged: \(line)", hint: "restore the last backup"))
        }
        let records = records.pinned()
        let rollups = try await run(&problems) {
            try records.store.read { try RollupVerification(records.deployment.get().rollups, reading: $0) }
        }
        problems += rollups?.problems ?? []
        let compared = try await run(&problems) {
            try records.store.read {
                try RecordVerification(records.deployment.get(), sample: sample, reading: $0)
            }
        }
        problems += compared?.problems ?? []
        let head = ChangeLogHead(sequence: log.head.sequence, hash: log.head.hash)
        var lines = [
            "\(log.count) entries of the change log, the last one is \(log.head.sequence)", "head: \(head)",
        ]
        if let compared { lines.append(compared.line) }
        if let line = rollups?.line { lines.append(line) }
        if readingFiles,
            let files = try await run(&problems, { try store.read { try FileVerification(reading: $0) } })
        {
            problems += files.problems
            lines.append(
                "\(files.count) \(files.count == 1 ? "file" : "files"), \(ByteCount(files.size).text.english), read again"
            )
        }
        for name in try await run(&problems, { try await records.damagedSearchIndexes() }) ?? [] {
            problems.append(
                Diagnostic(
                    .error, "KTR-S150", "the full-text index of '\(name)' does not match its records",
                    hint: "'kontor verify --repair' rebuilds it"))
        }
        let broken = try await run(&problems) { try brokenWorkflows() }
        problems += broken ?? []
        let refused = try await run(&problems) { try refusedTimerLines() } ?? []
        if problems.isEmpty { lines.append("The chain is whole and the database is sound.") }
        return VerificationReport(lines: lines + refused, problems: problems)
    }
}
