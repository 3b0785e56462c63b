import ArgumentParser
import Foundation
import Platform

struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a commented starting point: entity, pack, chart or plugin. Overwrites nothing.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "What to create: entity, pack, chart or plugin.", transform: kind(named:))
    var kind: StartingPoint.Kind

    @Argument(help: "Its name: a-z, 0-9 and _, starting with a letter.")
    var name: String

    @Option(help: "The pack it belongs to; needed if there are several.")
    var pack: String?

    func run() async throws {
        let settings = try await options.load()
        let folder = URL(fileURLWithPath: settings.definitions)
        print(try StartingPoint(kind, named: name, pack: pack).write(in: folder))
    }

    private static func kind(named name: String) throws -> StartingPoint.Kind {
        guard let kind = StartingPoint.Kind(rawValue: name) else {
            let known = StartingPoint.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("'\(name)' cannot be created; possible: \(known)")
        }
        return kind
    }
}
