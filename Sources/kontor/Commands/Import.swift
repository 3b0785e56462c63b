import ArgumentParser
import Exchange
import Foundation
import Model
import Platform

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring records in from a CSV file, or take a batch back.",
        discussion: "Example: kontor import complaint complaints.csv --map cfpb_2014")

    @OptionGroup var options: SettingsOptions
    @Argument(help: "Name of the entity type.") var type: String?
    @Argument(help: "The CSV file.") var file: String?
    @Option(help: "Map file, or the name of one that a pack ships.") var map: String?
    @Flag(help: "Check everything, store nothing.") var dryRun = false
    @Option(help: "Folder with the files that cells of file attributes name.") var files: String?
    @Option(help: "File to write refused rows to, with column and reason.") var refused: String?
    @Option(help: "Encoding of the file, as windows-1252, whatever the map says.") var encoding: String?
    @Flag(
        help: "Import rows again although an interrupted import of the file stored some, and nothing tells them apart.")
    var again = false
    @Option(help: "Batch that is to be taken back: what it made is deleted, what it changed has its old values again.")
    var undo: String?
    @Flag(help: "List the imports so far.") var batches = false
    @Option(help: "Sign-in name of the user who imports; the system's own where absent.") var user: String?

    func validate() throws {
        guard batches || undo != nil || (type != nil && file != nil) else {
            throw ValidationError("Name an entity type and a file, or a batch to --undo, or ask for --batches.")
        }
    }

    func run() async throws {
        try await options.withInstallation { installation in
            if batches {
                for line in try installation.importBatches() { print(line) }
            } else if let undo {
                try await takeBack(undo, installation)
            } else if let type, let file {
                try await bringIn(file, into: type, installation)
            }
        }
    }

    private func takeBack(_ batch: String, _ installation: Installation) async throws {
        let report = try await installation.undoImport(batch, as: user)
        print("\(report.deleted) records deleted, \(report.restored) restored, \(report.keptCount) stay as they are")
        for refusal in report.kept { print("stays: \(refusal)", to: .standardError) }
        if report.keptCount > 0 { throw ExitCode(Outcome.wrongInput) }
    }

    private func bringIn(_ file: String, into type: String, _ installation: Installation) async throws {
        let report = try await installation.importFile(
            file, into: type, map: map, dryRun: dryRun, files: files, refused: refused, again: again,
            encoding: encoding, as: user)
        for warning in report.warnings { print(warning.description, to: .standardError) }
        for row in report.refused {
            for fault in row.faults {
                print(
                    "row \(row.number) (line \(row.line)), \(fault.column ?? "-"): \(fault.reason.english) [\(fault.code)]",
                    to: .standardError)
            }
        }
        let counts = report.counts
        if counts.refused > 1 { printReasons(report) }
        print(
            "\(counts.rows) rows: \(counts.created) created, \(counts.updated) updated, \(counts.unchanged) unchanged, "
                + "\(counts.refused) refused; \(counts.createdTargets) records made because rows refer to them")
        if counts.empty > 0 { print("rows without content passed over: \(counts.empty)") }
        if counts.repeatedKeys > 0 {
            let rows = report.repeatedRows.map(String.init).joined(separator: ", ")
            let more = counts.repeatedKeys > report.repeatedRows.count ? ", …" : ""
            print(
                "keys of earlier rows again: \(counts.repeatedKeys), in row \(rows)\(more); the last row of a key holds"
            )
        }
        if counts.unlinked > 0 {
            print("\(counts.unlinked) references to other rows of the file could not be set")
        }
        if report.cleanedCells > 0 { print("\(report.cleanedCells) cells had control characters taken out") }
        if let batch = report.batch {
            print("batch \(batch); take it back with: kontor import --undo \(batch)")
        } else {
            print("dry run: nothing was stored")
        }
        if counts.refused + counts.unlinked > 0 { throw ExitCode(Outcome.wrongInput) }
    }

    /// How often rows were refused for which reason, the most frequent first.
    private func printReasons(_ report: ImportReport) {
        let reasons = report.reasons.sorted { left, right in
            (right.value, left.key.column ?? "", left.key.code) < (left.value, right.key.column ?? "", right.key.code)
        }
        print("refused by reason:", to: .standardError)
        for (kind, count) in reasons.prefix(20) {
            print("  \(count) × \(kind.column ?? "-") [\(kind.code)]", to: .standardError)
        }
        if reasons.count > 20 { print("  and \(reasons.count - 20) more reasons", to: .standardError) }
    }
}
