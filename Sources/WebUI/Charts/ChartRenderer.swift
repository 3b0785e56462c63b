/// Draws a graph. Injected, so that a server without Graphviz and a test can do without it.
public protocol ChartRenderer: Sendable {
    /// The SVG document for a graph in the DOT language; nil where nothing here can draw.
    func svg(dot: String) async throws -> String?
}

/// Draws nothing; pages show a list of states instead.
public struct NoChartRenderer: ChartRenderer {
    /// A renderer for servers without Graphviz.
    public init() {}

    /// Always nil.
    public func svg(dot: String) async throws -> String? { nil }
}
