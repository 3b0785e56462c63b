import ArgumentParser
import Foundation

/// Measures Kontor against bare twins: the same work written by hand on the same libraries, in the same run.
///
///     Benchmarks                          # all works, small enough for every day
///     Benchmarks --full --only list       # a million rows
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks", abstract: "Measure Kontor against bare twins; print a table and write JSON.",
        subcommands: [Measure.self, StartOnce.self], defaultSubcommand: Measure.self)
}

struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measure all works, or some.")

    @Flag(help: "Larger tables and longer runs.") var full = false
    @Option(help: "Only works whose name contains one of these words, separated by commas.") var only = ""
    @Option(help: "Where the JSON goes.") var json = ".build/benchmarks.json"
    @Option(help: "Folder with entity-definitions, workflows and plugins.") var definitions = "."
    @Flag(help: "List the works and measure nothing.") var list = false

    func run() async throws {
        let words = only.split(separator: ",").map(String.init)
        let works = Work.all.filter { work in words.isEmpty || words.contains { work.name.contains($0) } }
        if list {
            for work in works { print("\(work.name): \(work.summary)") }
            return
        }
        let scale = Scale(isFull: full, definitions: definitions)
        var report = Report(scale: scale)
        for work in works {
            FileHandle.standardError.write(Data("measuring \(work.name) …\n".utf8))
            report.measurements += try await work.measure(scale)
        }
        print(report.table)
        try report.write(to: json)
    }
}
