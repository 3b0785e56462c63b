import Foundation
public import Model
import Scripting
import StateCharts
import WebUI
import XMLDocuments

/// `kontor chart`: one chart, without records.
public enum StandaloneChart {
    /// Runs a chart until a top-level final state, handing over a line per macrostep and log entry; the last is `final: ID`.
    public static func run(file: String, virtualTime: Bool, _ line: (String) -> Void) async throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        let chart = try Chart.compile(SourceText.read(file), file: file, load: { try? readBelow(folder, $0) })
        let runner = ChartRunner(
            chart: chart, time: virtualTime ? .virtual : .real { Thread.sleep(forTimeInterval: $0 / .seconds(1)) },
            load: { try? readBelow(folder, $0) }, budget: .standard)
        do {
            try runner.run(line)
        } catch let failure as StepFailure {
            throw DiagnosticsError([failure.diagnostic])
        }
    }

    /// A picture of the chart as SVG, made by Graphviz.
    public static func draw(file: String, language: Language) async throws -> String {
        let chart = try Chart.compile(SourceText.read(file), file: file)
        let dot = ChartDrawing(chart, language: language, for: .author).dot
        let renderer = GraphvizRenderer(path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
        guard let svg = try await renderer.svg(dot: dot) else {
            throw EnvironmentFailure(
                Diagnostic(
                    .error, "KTR-E131", "the picture cannot be drawn: Graphviz' dot is missing or failed",
                    hint: "install the package graphviz"))
        }
        return svg
    }

    /// Only files below the chart's own folder.
    private static func readBelow(_ folder: URL, _ address: String) throws -> [UInt8]? {
        let name = address.hasPrefix("file:") ? String(address.dropFirst(5)) : address
        let file = folder.appendingPathComponent(name).standardizedFileURL.resolvingSymlinksInPath()
        let root = folder.standardizedFileURL.resolvingSymlinksInPath().path
        guard file.path.hasPrefix(root == "/" ? root : root + "/") else { return nil }
        return try [UInt8](Data(contentsOf: file))
    }
}
