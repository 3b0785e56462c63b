import ArgumentParser
import Foundation
import Identity
import Model
import Platform
import Storage

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage the people who sign in.",
        subcommands: [Add.self, List.self, Roles.self, Password.self, Disable.self, Enable.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a user; the password is read from standard input.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String
        @Option(help: "Roles, separated by commas or spaces.") var roles: String
        @Option(help: "Name to show; the sign-in name if omitted.") var displayName: String?
        @Option(help: "Language of pages and messages.") var language = "en"

        func run() async throws {
            try await options.withInstallation { installation in
                let principal = try await installation.principals.create(
                    name: name, displayName: displayName, password: readPassword(), roles: split(roles),
                    knownRoles: installation.roleNames, language: Language(rawValue: language))
                print("Added \(principal.name) with the id \(principal.id).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all users with their roles.")

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            try await options.withInstallation {
                for user in try $0.principals.list() {
                    let roles = user.principal.roles.sorted().joined(separator: ",")
                    print("\(user.principal.name)\t\(roles)\t\(user.isDisabled ? "disabled" : "enabled")")
                }
            }
        }
    }

    struct Roles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Replace a user's roles.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String
        @Argument(help: "Roles, separated by commas or spaces.") var roles: String

        func run() async throws {
            try await options.withInstallation {
                try await $0.principals.setRoles(split(roles), of: name, knownRoles: $0.roleNames)
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a user's password, read from standard input; ends the user's sessions.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await options.withInstallation { try await $0.principals.setPassword(readPassword(), of: name) }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disable a user; ends the user's sessions and tokens.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await options.withInstallation { try await $0.principals.disable(name) }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Enable a disabled user.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await options.withInstallation { try await $0.principals.enable(name) }
        }
    }
}

func split(_ list: String) -> Set<String> {
    Set(list.split { $0 == "," || $0.isWhitespace }.map(String.init))
}

/// One line from standard input; a terminal does not show it.
private func readPassword() throws -> String {
    var settings = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &settings) == 0
    if isTerminal {
        FileHandle.standardError.write(Data("Password: ".utf8))
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    }
    defer { if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) } }
    guard let password = readLine(), !password.isEmpty else {
        throw ValidationError("No password: write it to standard input, on one line.")
    }
    return password
}
