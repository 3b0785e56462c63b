import ArgumentParser
import Foundation
import Model
import Platform

struct ChartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart", abstract: "Run or draw one state chart.", subcommands: [Run.self, Draw.self])

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a stand-alone chart until a top-level final state.",
            discussion: "Prints the active state ids after each macrostep; the last line is 'final: ID'.")

        @Argument(help: "The SCXML file.") var file: String
        @Flag(help: "Do not wait for timers: jump to the next one when all is idle.") var virtualTime = false

        func run() async throws {
            try await StandaloneChart.run(file: file, virtualTime: virtualTime) { print($0) }
        }
    }

    struct Draw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a picture of a chart as SVG.")

        @Argument(help: "The SCXML file.") var file: String
        @Option(help: "Language of the labels.") var language = "en"

        func run() async throws {
            print(try await StandaloneChart.draw(file: file, language: Language(rawValue: language)))
        }
    }
}
