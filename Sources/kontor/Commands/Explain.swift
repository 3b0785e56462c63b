import ArgumentParser
import Model
import Platform

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain where something comes from, with file and line.",
        subcommands: [Definition.self, Access.self, State.self, Timers.self, PersonalData.self])

    struct Definition: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Where an entity type or attribute comes from: complaint, complaint.claim, complaint.form.standard.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "ENTITY, ENTITY.ATTRIBUTE, or ENTITY with form, view or document and its name.") var name:
            String

        func run() async throws {
            let settings = try await options.load()
            for line in try DefinitionCheck.explain(name, in: settings.definitions) { print(line) }
        }
    }

    struct PersonalData: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List personal data: whose it is, on what legal basis, for what purpose and how long.")

        @OptionGroup var options: SettingsOptions
        @Option(help: "Language of the table: en or de.") var language = "en"

        func run() async throws {
            let settings = try await options.load()
            for line in try PersonalDataRecord.lines(of: settings.definitions, in: Language(rawValue: language)) {
                print(line)
            }
        }
    }

    struct Access: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a user may do with an entity type, and why.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var user: String
        @Argument(help: "Name of the entity type.") var type: String

        func run() async throws {
            try await options.withInstallation {
                for line in try $0.explainAccess(of: user, to: type) { print(line) }
            }
        }
    }

    struct Timers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the deadlines that records wait for, when they are due, and why some were refused.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Name of an entity type; all if omitted.") var type: String?
        @Argument(help: "Id of one of its records; all if omitted.") var id: String?
        @Flag(help: "Only those that were refused.") var refused = false
        @Option(help: "Limit on the number of deadlines listed.") var limit = 100

        func run() async throws {
            try await options.withInstallation {
                let lines = try $0.explainTimers(
                    of: type, id, onlyRefused: refused, limit: max(1, min(limit, 100_000)))
                for line in lines { print(line) }
            }
        }
    }

    struct State: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which events a record can be sent in its state, and what prevents the others.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Name of the entity type.") var type: String
        @Argument(help: "Id of the record.") var id: String
        @Option(help: "Sign-in name of the user whose rights apply; the system if omitted.") var user: String?

        func run() async throws {
            try await options.withInstallation {
                for line in try $0.explainState(of: type, id, as: user) { print(line) }
            }
        }
    }
}
