import ArgumentParser
import Foundation
import Model
import Platform
import Storage

/// The flags that every command understands which opens an installation.
struct SettingsOptions: ParsableArguments {
    @Option(help: "Database, sqlite:PATH (KONTOR_DATABASE).")
    var database: String?

    @Option(help: "Folder with entity-definitions, workflows and plugins (KONTOR_DEFINITIONS).")
    var definitions: String?

    @Option(help: "JSON file with settings (KONTOR_SETTINGS).")
    var settings: String?

    @Option(help: "How much to log: trace, debug, info, notice, warning, error (KONTOR_LOG_LEVEL).")
    var logLevel: String?

    @Option(help: "The installation's time zone, such as Europe/Berlin (KONTOR_TIME_ZONE).")
    var timeZone: String?

    /// The settings in force; `more` are flags of one command.
    func load(_ more: [String: String?] = [:]) async throws -> Settings {
        let flags: [String: String?] = [
            "database": database, "definitions": definitions, "settings": settings, "log_level": logLevel,
            "time_zone": timeZone,
        ]
        return try await Settings.load(
            flags: flags.merging(more) { $1 }.compactMapValues { $0 },
            environment: ProcessInfo.processInfo.environment)
    }

    /// Opens the installation for one piece of work and closes it however that ends: a command's process may end before anything
    /// else would close the database, and leave a `-wal` file behind.
    ///
    /// - Parameters:
    ///   - role: a server keeps other servers out.
    ///   - creating: whether a database is made where there is none.
    ///   - more: flags of one command.
    @discardableResult func withInstallation<Value>(
        as role: StoreRole = .command, creating: Bool = true, _ more: [String: String?] = [:],
        _ body: (Installation) async throws -> Value
    ) async throws -> Value {
        try await Installation.withOpened(load(more), as: role, creating: creating, body)
    }
}
