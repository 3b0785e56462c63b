import ArgumentParser
import Foundation
import Platform
import Storage

extension Work {
    /// A process of its own that opens a large installation, so that time and memory are those of a start.
    static let start = Work(name: "start", summary: "start with 500 entity types, 200 charts, 200 plugins") { scale in
        let folder = try ScratchFolder()
        let settings = Settings(
            database: .sqlite(path: folder.path + "/kontor.sqlite"), definitions: folder.path, logLevel: "error")
        try GeneratedDefinitions(entityTypes: 500, charts: 200, plugins: 200).sources.write(to: folder.path)
        try await apply(settings)
        var fastest = (milliseconds: Double.infinity, mebibytes: Double.infinity)
        for _ in 0..<scale.rounds {
            let once = try await startOnce(folder.path)
            fastest = (min(fastest.milliseconds, once.milliseconds), min(fastest.mebibytes, once.mebibytes))
        }
        return [
            Measurement(work: "start, large", unit: .milliseconds, kontor: fastest.milliseconds, reach: .atMost(500)),
            Measurement(
                work: "start, large: resident", unit: .mebibytes, kontor: fastest.mebibytes, reach: .atMost(120)),
        ]
    }

    private static func apply(_ settings: Settings) async throws {
        let installation = try await Installation.open(settings, as: .server)
        try await SystemSchema.migrate(installation.store)
        try await installation.apply()
    }

    private static func startOnce(_ folder: String) async throws -> StartOnce.Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["start-once", folder]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(StartOnce.Outcome.self, from: data)
    }
}

/// Opens the installation in a folder as a server does and tells what that took.
struct StartOnce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open one installation.", shouldDisplay: false)

    struct Outcome: Codable {
        var milliseconds: Double
        var mebibytes: Double
    }

    @Argument var folder: String

    func run() async throws {
        let settings = Settings(
            database: .sqlite(path: folder + "/kontor.sqlite"), definitions: folder, logLevel: "error")
        let begin = ContinuousClock.now
        let installation = try await Installation.open(settings, as: .server)
        try installation.requireAppliedDefinitions()
        let time = (ContinuousClock.now - begin) / .milliseconds(1)
        let outcome = Outcome(milliseconds: time, mebibytes: try Self.residentMebibytes())
        FileHandle.standardOutput.write(try JSONEncoder().encode(outcome))
        withExtendedLifetime(installation) {}
    }

    /// `VmRSS` of this process (proc(5)).
    private static func residentMebibytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(separator: " ").dropFirst().first { Double($0) != nil }.flatMap { Double($0) }
        return (kibibytes ?? 0) / 1024
    }
}
