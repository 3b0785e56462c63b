import ArgumentParser
import Platform

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty database with demonstration records and users.",
        discussion: "The records are made up, and the same every time. Does nothing if there are records already.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await options.withInstallation { for line in try await $0.demonstrate() { print(line) } }
    }
}
