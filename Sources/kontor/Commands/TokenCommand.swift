import ArgumentParser
import Identity
import Model
import Platform

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage the tokens that scripts sign in with.",
        subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a token for a user; it is shown once.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name of the user it acts as.") var name: String
        @Option(help: "What it is for.") var label = ""
        @Option(help: "Days until it expires; never if omitted.") var days: Int?

        func validate() throws {
            if let days, !(1...36_500).contains(days) { throw ValidationError("--days takes 1 to 36500.") }
        }

        func run() async throws {
            try await options.withInstallation {
                let secret = try await $0.principals
                    .createToken(for: name, label: label, life: days.map { .seconds($0 * 86_400) })
                print(secret.text)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a user's tokens, by the start of their hash.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String

        func run() async throws {
            try await options.withInstallation {
                for token in try $0.principals.tokens(of: name) {
                    print("\(token.id)\t\(token.label)\t\(token.expires?.description ?? "never expires")")
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token.")

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Sign-in name.") var name: String
        @Argument(help: "The token's id, as 'token list' shows it.") var id: String

        func run() async throws {
            try await options.withInstallation { try await $0.principals.revokeToken(id, of: name) }
        }
    }
}
