import ArgumentParser
import Foundation
import Model
import Platform
import Records
import Storage

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Check the change log's hash chain, the records against it, the integrity of the store, every rollup, and the stored files."
    )

    @OptionGroup var options: SettingsOptions
    @Flag(help: "Do not read the stored files again: faster if there are many.") var skipFiles = false
    @Flag(help: "Rebuild wrong rollups and full-text indexes before everything is checked.")
    var repair = false
    @Option(
        help:
            "A head noted earlier, N:HASH or HASH, that the change log must still contain; may be given several times.")
    var head: [String] = []
    @Option(help: "Compare only this many records of each type with the change log, picked at random.")
    var sample: Int?

    func validate() throws {
        if let wrong = head.first(where: { ChangeLogHead($0) == nil }) {
            throw ValidationError("'\(wrong)' is not a head: write N:HASH or HASH, as 'kontor verify' prints it.")
        }
        if let sample, sample < 1 { throw ValidationError("--sample takes 1 or more.") }
    }

    func run() async throws {
        let report = try await options.withInstallation(creating: false) {
            if repair { for line in try await $0.repair() { print(line) } }
            return try await $0.verify(
                readingFiles: !skipFiles, heads: head.compactMap { ChangeLogHead($0) }, sample: sample)
        }
        for line in report.lines { print(line) }
        for problem in report.problems { print(problem.description, to: .standardError) }
        if !report.problems.isEmpty { throw ExitCode(Outcome.wrongInput) }
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a consistent state of the database to a new file.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The file to create; it must not exist.")
    var file: String

    func run() async throws {
        try await options.withInstallation(creating: false) { try await $0.store.backup(to: file) }
        print("Backup written to \(file).")
    }
}
