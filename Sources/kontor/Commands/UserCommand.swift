import ArgumentParser
import Foundation
import Identity
import Model
import Platform

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Administer the people who sign in.",
        subcommands: [Add.self, List.self, Roles.self, Password.self, Disable.self, Enable.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a user; the password is read from standard input.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String
        @Option(help: "Roles, separated by commas.") var roles: String
        @Option(help: "Name to show; the sign-in name where absent.") var displayName: String?
        @Option(help: "Language of pages and messages.") var language = "en"

        func run() async throws {
            let installation = try await Installation.open(options.load())
            let principal = try await installation.addUser(
                name: name, displayName: displayName ?? name, roles: split(roles),
                language: Language(rawValue: language), password: readPassword())
            print("Added \(principal.name) with the id \(principal.id).")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all users with their roles.")

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            let installation = try await Installation.open(options.load())
            for line in try installation.userLines() { print(line) }
        }
    }

    struct Roles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Replace a user's roles.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String
        @Argument(help: "Roles, separated by commas.") var roles: String

        func run() async throws {
            try await Installation.open(options.load()).setRoles(split(roles), of: name)
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a user's password, read from standard input; ends the user's sessions.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await Installation.open(options.load()).setPassword(readPassword(), of: name)
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a user no longer sign in; ends the user's sessions and tokens.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await Installation.open(options.load()).setDisabled(true, of: name)
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a disabled user sign in again.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await Installation.open(options.load()).setDisabled(false, of: name)
        }
    }
}

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Administer the tokens that scripts sign in with.",
        subcommands: [Add.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a token for a user; it is shown once.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name of the user it acts as.") var name: String
        @Option(help: "What it is for.") var label = ""
        @Option(help: "Days until it expires; never where absent.") var days: Int?

        func run() async throws {
            let token = try await Installation.open(options.load())
                .addToken(for: name, label: label, days: days)
            print(token)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a token no longer work.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "The token.") var token: String

        func run() async throws {
            try await Installation.open(options.load()).revokeToken(token)
        }
    }
}

private func split(_ list: String) -> Set<String> {
    Set(list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
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
