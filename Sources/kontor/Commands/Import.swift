import ArgumentParser
import Exchange
import Foundation
import Model
import Platform

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import records from a CSV file, or undo an import.",
        discussion: "Example: kontor import complaint complaints.csv --map cfpb_2014")

    @OptionGroup var options: SettingsOptions
    @Argument(help: "Name of the entity type.") var type: String?
    @Argument(help: "The CSV file.") var file: String?
    @Option(help: "Map file, or the name of one that a pack ships.") var map: String?
    @Flag(help: "Check everything, store nothing.") var dryRun = false
    @Option(help: "Folder with the files named in cells of file attributes.") var files: String?
    @Option(help: "File to write refused rows to, with column and reason.") var refused: String?
    @Option(help: "Encoding of the file, such as windows-1252; overrides the map.") var encoding: String?
    @Flag(
        help: "Import rows again even if an interrupted import of the file stored some and no key tells them apart.")
    var again = false
    @Option(help: "Batch to undo: what it created is deleted, what it changed gets its old values back.")
    var undo: String?
    @Flag(help: "List the imports so far.") var batches = false
    @Option(help: "Sign-in name of the user who imports; the system if omitted.") var user: String?

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
        print("\(report.deleted) records deleted, \(report.restored) restored, \(report.keptCount) left as they are")
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
            "\(counts.rows) \(counts.rows == 1 ? "row" : "rows"): \(counts.created) created, \(counts.updated) updated, \(counts.unchanged) unchanged, "
                + "\(counts.refused) refused; \(counts.createdTargets) \(counts.createdTargets == 1 ? "record" : "records") "
                + "created because rows refer to them")
        if counts.empty > 0 { print("empty rows skipped: \(counts.empty)") }
        if counts.repeatedKeys > 0 {
            let rows = report.repeatedRows.map(String.init).joined(separator: ", ")
            let more = counts.repeatedKeys > report.repeatedRows.count ? ", …" : ""
            print(
                "keys repeated from earlier rows: \(counts.repeatedKeys), in row \(rows)\(more); the last row of a key wins"
            )
        }
        if counts.unlinked > 0 {
            print("\(counts.unlinked) references to other rows of the file could not be set")
        }
        if report.cleanedCells > 0 { print("control characters were removed from \(report.cleanedCells) cells") }
        if let batch = report.batch {
            print("batch \(batch); undo it with: kontor import --undo \(batch)")
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
