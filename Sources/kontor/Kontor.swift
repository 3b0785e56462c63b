import ArgumentParser

/// The command line: `kontor COMMAND`. Each command is one file in `Commands`; what it does lives in the libraries.
@main
struct Kontor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kontor",
        abstract: "Entity types in XML, state charts over their records, business rules in Lua.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Check.self, Format.self, New.self, Plan.self, Apply.self, Import.self, QueryCommand.self,
            ChartCommand.self,
            PluginCommand.self, Explain.self, Verify.self, Backup.self, Restore.self, UserCommand.self,
            TokenCommand.self,
            Demo.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Outcome(error, of: Self.self).leave()
        }
    }
}
