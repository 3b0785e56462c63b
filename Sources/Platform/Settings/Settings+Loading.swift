import Configuration
import Foundation
import Model
import SystemPackage

extension Settings {
    /// The settings that are in force.
    ///
    /// - Parameters:
    ///   - flags: what the command line said, by setting name (`port`).
    ///   - environment: `KONTOR_PORT` and so on; `KONTOR_SETTINGS` names a JSON file with the same names in lower case.
    /// - Throws: `DiagnosticsError` (`KTR-E1xx`) for a value that cannot be used or a file that cannot be read.
    public static func load(flags: [String: String], environment: [String: String]) async throws -> Settings {
        try rejectUnknown(environment)
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "flags",
                values: Dictionary(
                    uniqueKeysWithValues: flags.map {
                        (AbsoluteConfigKey([$0]), ConfigValue(.string($1), isSecret: false))
                    })),
            InMemoryProvider(
                name: "environment",
                values: Dictionary(
                    uniqueKeysWithValues: environment.compactMap { name, value in
                        settingName(ofVariable: name).map {
                            (AbsoluteConfigKey([$0]), ConfigValue(.string(value), isSecret: false))
                        }
                    })),
        ]
        if let path = flags["settings"] ?? environment["KONTOR_SETTINGS"] {
            try rejectUnknown(inFile: path)
            providers.append(try await fileProvider(path))
        }
        return try read(ConfigReader(providers: providers))
    }

    /// Names of all settings, as flags and in a settings file; in the environment `KONTOR_` and upper case.
    public static let names = [
        "database", "definitions", "host", "port", "behind_tls", "trust_forwarded_for", "log_level", "time_zone",
        "read_seconds", "rule_seconds", "connections", "connections_per_address", "timers_per_record",
    ]

    private static func read(_ reader: ConfigReader) throws -> Settings {
        var settings = Settings()
        if let text = reader.string(forKey: "database") { settings.database = try DatabaseAddress(text) }
        if let path = reader.string(forKey: "definitions") { settings.definitions = path }
        if let host = reader.string(forKey: "host") { settings.host = host }
        if let text = reader.string(forKey: "port") ?? reader.int(forKey: "port").map(String.init) {
            guard let port = Int(text), (0...65535).contains(port) else {
                throw unusable("port", text, "write a number from 1 to 65535, or 0 for any free port")
            }
            settings.port = port
        }
        if let text = reader.string(forKey: "timers_per_record")
            ?? reader.int(forKey: "timers_per_record").map(String.init)
        {
            guard let count = Int(text), (1...100_000).contains(count) else {
                throw unusable("timers_per_record", text, "write a number from 1 to 100000")
            }
            settings.timersPerRecord = count
        }
        settings.isBehindTLS = try flag("behind_tls", reader) ?? settings.isBehindTLS
        settings.trustsForwardedFor = try flag("trust_forwarded_for", reader) ?? settings.trustsForwardedFor
        if let level = reader.string(forKey: "log_level") {
            let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
            guard levels.contains(level) else {
                throw unusable("log_level", level, "write one of \(levels.joined(separator: ", "))")
            }
            settings.logLevel = level
        }
        if let name = reader.string(forKey: "time_zone") {
            guard let zone = Zone(named: name) else {
                let near = nearestName(to: name, among: TimeZone.knownTimeZoneIdentifiers)
                throw unusable(
                    "time_zone", name,
                    near.map { "did you mean \($0)?" }
                        ?? "write a name of the IANA time zone database, such as Europe/Berlin")
            }
            settings.zone = zone
        }
        settings.limits.readSeconds = try number("read_seconds", 1...600, reader) ?? settings.limits.readSeconds
        settings.limits.ruleSeconds = try number("rule_seconds", 1...600, reader) ?? settings.limits.ruleSeconds
        settings.limits.connections = try number("connections", 10...100_000, reader) ?? settings.limits.connections
        settings.limits.connectionsPerAddress =
            try number("connections_per_address", 1...100_000, reader)
            ?? min(settings.limits.connectionsPerAddress, settings.limits.connections)
        return settings
    }

    private static func number(_ name: String, _ range: ClosedRange<Int>, _ reader: ConfigReader) throws -> Int? {
        guard let text = reader.string(forKey: ConfigKey(name)) ?? reader.int(forKey: ConfigKey(name)).map(String.init)
        else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw unusable(name, text, "write a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private static func flag(_ name: String, _ reader: ConfigReader) throws -> Bool? {
        guard let text = reader.string(forKey: ConfigKey(name)) else { return reader.bool(forKey: ConfigKey(name)) }
        guard let value = Bool(text) else { throw unusable(name, text, "write true or false") }
        return value
    }

    private static func fileProvider(_ path: String) async throws -> FileProvider<JSONSnapshot> {
        do {
            return try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
        } catch {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-E103", "the settings file '\(path)' cannot be used: \(error)",
                    hint: "it is a JSON object such as {\"port\": 8080}")
            ])
        }
    }

    /// A mistyped name in the file would do nothing either.
    private static func rejectUnknown(inFile path: String) throws {
        // What is no JSON object is told where the file is read.
        guard let data = FileManager.default.contents(atPath: path),
            let members = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return }
        guard let name = members.keys.filter({ !names.contains($0) }).min() else { return }
        throw DiagnosticsError([
            Diagnostic(
                .error, "KTR-E104", "there is no setting '\(name)' (\(path))",
                hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
                    ?? "the settings are \(names.joined(separator: ", "))")
        ])
    }

    private static func settingName(ofVariable name: String) -> String? {
        guard name.hasPrefix("KONTOR_") else { return nil }
        let setting = name.dropFirst(7).lowercased()
        return names.contains(setting) ? setting : nil
    }

    /// A mistyped variable would otherwise do nothing, silently.
    private static func rejectUnknown(_ environment: [String: String]) throws {
        let others: Set = ["KONTOR_SETTINGS", "KONTOR_SHARED"]
        let unknown = environment.keys.filter {
            $0.hasPrefix("KONTOR_") && settingName(ofVariable: $0) == nil && !others.contains($0)
        }.sorted()
        guard let name = unknown.first else { return }
        let known = names.map { "KONTOR_" + $0.uppercased() }
        throw DiagnosticsError([
            Diagnostic(
                .error, "KTR-E104", "there is no setting \(name)",
                hint: nearestName(to: name, among: known).map { "did you mean \($0)?" }
                    ?? "the settings are \(known.joined(separator: ", "))")
        ])
    }

    private static func unusable(_ name: String, _ value: String, _ hint: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, "KTR-E105", "the setting '\(name)' cannot be '\(value)'", hint: hint)
        ])
    }
}
