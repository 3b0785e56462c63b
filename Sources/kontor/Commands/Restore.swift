import ArgumentParser
import Platform

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a backup and put it in place of the database, which is kept under another name.",
        discussion: "The server must not be running. Nothing is changed unless the backup is sound.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The backup, as 'kontor backup' made it.")
    var file: String

    func run() async throws {
        for line in try await Installation.restore(from: file, options.load()) { print(line) }
    }
}
