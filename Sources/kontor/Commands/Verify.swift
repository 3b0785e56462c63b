import ArgumentParser
import Foundation
import Model
import Platform
import Records
import Storage

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the change log's hash chain and the integrity of the store.")

    @OptionGroup var options: SettingsOptions
    @Flag(help: "Make the full-text indexes anew from the records first.") var repairSearch = false

    func run() async throws {
        let installation = try await Installation.open(options.load())
        if repairSearch {
            for name in try await installation.records.rebuildSearchIndexes() {
                print("The full-text index of '\(name)' was made anew.")
            }
        }
        let report = try await installation.verify()
        for line in report.lines { print(line) }
        for problem in report.problems { print(problem.description, to: .standardError) }
        if !report.problems.isEmpty { throw ExitCode(Outcome.wrongInput) }
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a consistent state of the database into a new file.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The file to make; it must not exist.")
    var file: String

    func run() async throws {
        try await Installation.open(options.load()).store.backup(to: file)
        print("Backup written to \(file).")
    }
}
