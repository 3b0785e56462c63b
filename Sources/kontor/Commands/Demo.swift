import ArgumentParser
import Platform

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty database with demonstration records and users.",
        discussion: "The records are made up, and the same every time. Does nothing if there are records already.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let installation = try await Installation.open(options.load())
        for line in try await installation.demonstrate() { print(line) }
    }
}
