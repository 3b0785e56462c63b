import ArgumentParser
import Exchange
import Foundation
import Model
import Platform

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring records in from a CSV file, or take a batch back.",
        discussion: "Example: kontor import complaint complaints.csv --map cfpb-2014")

    @OptionGroup var options: SettingsOptions
    @Argument(help: "Name of the entity type.") var type: String
    @Argument(help: "The CSV file.") var file: String?
    @Option(help: "Map file, or the name of one that a pack ships.") var map: String?
    @Flag(help: "Check everything, store nothing.") var dryRun = false
    @Option(help: "File to write refused rows to, with column and reason.") var refused: String?
    @Option(help: "Batch whose records are to be deleted again.") var undo: String?
    @Option(help: "Sign-in name of the user who imports; the system's own where absent.") var user: String?

    func validate() throws {
        guard (undo == nil) != (file == nil) else {
            throw ValidationError("Name a file to import, or a batch to --undo.")
        }
    }

    func run() async throws {
        let installation = try await Installation.open(options.load())
        if let undo {
            let report = try await installation.undoImport(undo, of: type, as: user)
            for line in report.lines { print(line) }
            if !report.isComplete { throw ExitCode(Outcome.wrongInput) }
            return
        }
        guard let file else { return }
        let report = try await installation.importFile(
            file, into: type, map: map, dryRun: dryRun, refused: refused, as: user)
        for line in report.lines { print(line) }
        if !report.isComplete { throw ExitCode(Outcome.wrongInput) }
    }
}
