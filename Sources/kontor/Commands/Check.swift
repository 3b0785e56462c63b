import ArgumentParser
import Foundation
import Model
import Platform

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compile definitions, charts and plugins; all problems go to standard error.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "Single files to check instead of the whole tree.")
    var paths: [String] = []

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    func run() async throws {
        let settings = try await options.load()
        let diagnostics =
            paths.isEmpty
            ? try DefinitionCheck.tree(settings.definitions, database: settings.database)
            : try paths.flatMap { try DefinitionCheck.file($0, in: settings.definitions) }
        for diagnostic in diagnostics.sortedForReading() { print(diagnostic.description, to: .standardError) }
        if diagnostics.hasErrors, diagnostics.count > 1 {
            let errors = diagnostics.count { $0.severity == .error }
            let warnings = diagnostics.count - errors
            print("errors: \(errors), warnings: \(warnings)", to: .standardError)
        }
        if diagnostics.hasErrors || (strict && !diagnostics.isEmpty) { throw ExitCode(Outcome.wrongInput) }
        print("No errors.")
    }
}
