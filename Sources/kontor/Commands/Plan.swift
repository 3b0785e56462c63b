import ArgumentParser
import Platform

struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what apply would change.",
        discussion: "Changes nothing. Servers may be running.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let plan = try await options.withInstallation { try $0.plan() }
        for line in plan.lines { print(line) }
        if plan.isDestructive {
            print(
                "Steps with ! lose data: 'kontor apply --allow-destructive' keeps a copy of the database and carries them out."
            )
        }
        if !plan.problems.isEmpty { throw ExitCode(Outcome.wrongInput) }
    }
}

struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database in line with the definitions, all or nothing.",
        discussion: "Servers may be running: they pick up the new definitions on their own.")

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Also carry out steps that lose data, after keeping a copy of the database beside it.")
    var allowDestructive = false

    func run() async throws {
        try await options.withInstallation {
            for line in try await $0.apply(allowingDestruction: allowDestructive) { print(line) }
        }
    }
}
