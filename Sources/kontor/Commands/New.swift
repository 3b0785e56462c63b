import ArgumentParser
import Foundation
import Platform

struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a commented starting point: entity, pack, chart or plugin. Overwrites nothing.")

    @OptionGroup var options: SettingsOptions

    @Argument(
        help: "What to begin: entity, pack, chart or plugin.",
        transform: { text in
            guard let kind = StartingPoint.Kind(rawValue: text) else {
                throw ValidationError("'\(text)' is none of entity, pack, chart, plugin.")
            }
            return kind
        })
    var kind: StartingPoint.Kind

    @Argument(help: "Its name: a-z, 0-9 and _, beginning with a letter.")
    var name: String

    @Option(help: "The pack it belongs to; needed where there are several.")
    var pack: String?

    func run() async throws {
        let settings = try await options.load()
        let folder = URL(fileURLWithPath: settings.definitions)
        print(try StartingPoint(kind, named: name, pack: pack).write(in: folder))
    }
}
