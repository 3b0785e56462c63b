import ArgumentParser
import Foundation
import Platform

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Run one script in the sandbox.", subcommands: [Run.self])

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a Lua file in the sandbox; prints what it returned, or the limit it hit.")

        @Argument(help: "The Lua file.") var file: String

        func run() async throws {
            let result = try StandalonePlugin.run(file: file)
            print(result.line)
            if !result.succeeded { throw ExitCode(Outcome.wrongInput) }
        }
    }
}
