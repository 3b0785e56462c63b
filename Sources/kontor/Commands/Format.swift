import ArgumentParser
import Foundation
import Model
import Platform

struct Format: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rewrite definitions in canonical form: one order, one layout, comments kept.",
        discussion: "Without paths, all definitions of the project. Charts, plugins and import maps are left alone."
    )

    @OptionGroup var options: SettingsOptions

    @Argument(help: "Files, or folders with files.")
    var paths: [String] = []

    @Flag(help: "Change nothing; fail if a file is not in canonical form.")
    var check = false

    func run() async throws {
        let settings = try await options.load()
        let files = CanonicalFiles(in: URL(fileURLWithPath: settings.definitions))
        let result = try files.format(paths, writing: !check)
        for problem in result.problems.sortedForReading() { print(problem.description, to: .standardError) }
        for path in result.changed { print(check ? "not canonical: \(path)" : "formatted: \(path)") }
        print("\(result.count) files, \(result.changed.count) \(check ? "not canonical" : "formatted").")
        if !result.problems.isEmpty || (check && !result.changed.isEmpty) { throw ExitCode(Outcome.wrongInput) }
    }
}
