import ArgumentParser
import Platform
import Storage

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start the server.")

    @OptionGroup var options: SettingsOptions

    @Option(help: "Address to listen on (KONTOR_HOST).")
    var host: String?

    @Option(help: "Port to listen on, 0 for any free one (KONTOR_PORT).")
    var port: String?

    @Flag(help: "Apply the definitions first, if their plan has no refused step.")
    var apply = false

    @Flag(help: "Start even if confirmed changes are missing (KTR-S523), and continue without them.")
    var acceptLoss = false

    func run() async throws {
        try await options.withInstallation(as: .server, ["host": host, "port": port]) {
            try $0.requireNotedHead(acceptingLoss: acceptLoss)
            if apply { try await $0.apply() }
            try $0.requireAppliedDefinitions()
            try await Server($0).run()
        }
    }
}
