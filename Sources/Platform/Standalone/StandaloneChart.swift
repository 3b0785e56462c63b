import Foundation
public import Model
import Scripting
import StateCharts
import XMLDocuments

/// `kontor chart`: one chart, without records.
public enum StandaloneChart {
    /// Runs a chart until a top-level final state, handing over a line per macrostep and log entry; the last is `final: ID`.
    public static func run(file: String, virtualTime: Bool, _ line: (String) -> Void) async throws {
        let chart = try compile(file)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        let runner = ChartRunner(
            chart: chart, time: virtualTime ? .virtual : .real { Thread.sleep(forTimeInterval: $0 / .seconds(1)) },
            load: { try? readBelow(folder, $0) }
        ) { try LuaDataModel(chart: $0) }
        let result = try runner.run(line)
        guard result.final != nil else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-C220", "the chart came to rest in \(result.activeStateIDs.joined(separator: " ")) and waits for events that never come",
                    hint: "a stand-alone chart must reach a top-level <final> by itself",
                    at: SourceLocation(file: file, line: 1))
            ])
        }
    }

    /// A picture of the chart as SVG, made by Graphviz.
    public static func draw(file: String, language: Language) async throws -> String {
        try GraphvizRenderer.svg(of: ChartDrawing.dot(try compile(file), language: language))
    }

    private static func compile(_ file: String) throws -> Chart {
        let bytes = try SourceText.read(file)
        return try Chart.compile(bytes, file: file)
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
