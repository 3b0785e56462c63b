import ArgumentParser
import Platform
import SchemaPlanning

struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what apply would change in the database.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let installation = try await Installation.open(options.load())
        for line in try installation.plan().lines { print(line) }
    }
}

struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Carry out the difference between definitions and database, all of it or nothing.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let installation = try await Installation.open(options.load())
        for line in try await installation.apply() { print(line) }
    }
}
