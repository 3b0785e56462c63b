import Definitions
import Model
import StateCharts

/// The pictures of charts, drawn once per chart and language for as long as the definitions stay as they are.
actor ChartPictures {
    private struct Key: Hashable {
        var chart: String
        var language: Language
    }

    private let renderer: any ChartRenderer
    private var fingerprint = ""
    private var drawn: [Key: Task<ChartPicture?, any Error>] = [:]

    init(renderer: any ChartRenderer) { self.renderer = renderer }

    /// The picture; nil where it cannot be drawn.
    func picture(of chart: Chart, in catalog: Catalog, _ language: Language) async -> ChartPicture? {
        if fingerprint != catalog.fingerprint {
            fingerprint = catalog.fingerprint
            drawn = [:]
        }
        let key = Key(chart: chart.name, language: language)
        if let running = drawn[key] { return try? await running.value }
        let dot = ChartDrawing(chart, language: language, for: .staff).dot
        let task = Task { [renderer] in
            try await renderer.svg(dot: dot).flatMap { ChartPicture(graphviz: $0) }
        }
        drawn[key] = task
        do {
            return try await task.value
        } catch {
            // The next reader may have more luck.
            drawn[key] = nil
            return nil
        }
    }
}
