import ArgumentParser
import Foundation
import Platform

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Read the records of a set with OData query options, as JSON.",
        discussion: "Example: kontor query \"complaints?$filter=status eq 'received'&$top=5\"")

    @OptionGroup var options: SettingsOptions
    @Argument(help: "Entity set with query options.") var query: String
    @Option(help: "Sign-in name of the user whose rights apply; the system if omitted.") var user: String?

    func run() async throws {
        try await options.withInstallation(creating: false) { print(try $0.query(query, as: user)) }
    }
}
