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
        let settings = try await options.load(["host": host, "port": port])
        let installation = try await Installation.open(settings, as: .server)
        try installation.requireNotedHead(acceptingLoss: acceptLoss)
        if apply { try await installation.apply() }
        try installation.requireAppliedDefinitions()
        try await Server(installation).run()
    }
}
