public import Model

/// A chart as text for Graphviz `dot`; running `dot` is someone else's.
///
/// Nodes and edges carry stable ids (`state-received`, `transition-3`), so that a page can mark the current state in the
/// SVG without drawing it again.
///
///     let text = ChartDrawing(chart, language: .german, for: .staff).dot
public struct ChartDrawing: Sendable {
    /// For whom a chart is drawn.
    public enum Reader: Sendable {
        /// Whoever works with its records: guards are not written, as they are Lua and may name what a reader does not see.
        case staff
        /// Whoever writes it.
        case author
    }

    private let chart: Chart
    private let language: Language
    private let reader: Reader

    /// A drawing with labels in one language.
    public init(_ chart: Chart, language: Language = .english, for reader: Reader) {
        self.chart = chart
        self.language = language
        self.reader = reader
    }

    /// The id that a state has in the SVG.
    public static func elementID(of state: State) -> String { "state-\(state.id)" }
    /// The id that a transition has in the SVG.
    public static func elementID(of transition: Transition) -> String { "transition-\(transition.index)" }

    /// The whole drawing.
    public var dot: String {
        var lines = [
            "digraph chart {",
            "  graph [compound=true, rankdir=TB, fontname=\"sans-serif\", fontsize=12, bgcolor=transparent];",
            "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\", fontsize=12];",
            "  edge [fontname=\"sans-serif\", fontsize=10, arrowsize=0.7];",
        ]
        lines += initialMark(of: chart.states[0], indent: "  ")
        for child in chart.states[0].children { lines += drawing(of: chart.states[child], indent: "  ") }
        for state in chart.states where state.kind.isHistory {
            lines += (chart.defaultEntries[state.index]?.targets ?? []).map {
                "  s\(state.index) -> s\(anchor(of: $0)) [style=dotted]\(heads(tail: nil, head: $0));"
            }
        }
        for transition in chart.transitions { lines += edges(of: transition) }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    private func drawing(of state: State, indent: String) -> [String] {
        let label = quoted(state.annotations.label?[language] ?? (state.id.contains("#") ? "" : state.id))
        let id = quoted(Self.elementID(of: state))
        switch state.kind {
        case .root: return []
        case .atomic: return ["\(indent)s\(state.index) [id=\(id), label=\(label)];"]
        case .final: return ["\(indent)s\(state.index) [id=\(id), label=\(label), peripheries=2];"]
        case .shallowHistory, .deepHistory:
            let mark = state.kind == .deepHistory ? "H*" : "H"
            return ["\(indent)s\(state.index) [id=\(id), label=\"\(mark)\", shape=circle, width=0.3, fixedsize=true];"]
        case .compound, .parallel:
            let style = state.kind == .parallel ? "\"rounded,dashed\"" : "rounded"
            var lines = ["\(indent)subgraph cluster_\(state.index) {"]
            lines.append("\(indent)  id=\(id); label=\(label); style=\(style);")
            if state.kind == .compound { lines += initialMark(of: state, indent: indent + "  ") }
            for child in (state.histories + state.children).sorted() {
                lines += drawing(of: chart.states[child], indent: indent + "  ")
            }
            return lines + ["\(indent)}"]
        }
    }

    private func initialMark(of state: State, indent: String) -> [String] {
        guard let entry = chart.defaultEntries[state.index] else { return [] }
        let name = "i\(state.index)"
        return [
            "\(indent)\(name) [id=\"initial-\(state.index)\", shape=point, width=0.12, fillcolor=black, label=\"\"];"
        ] + entry.targets.map { "\(indent)\(name) -> s\(anchor(of: $0))\(heads(tail: nil, head: $0));" }
    }

    private func edges(of transition: Transition) -> [String] {
        let id = quoted(Self.elementID(of: transition))
        let name =
            transition.annotations.label?[language] ?? transition.events.map(\.description).joined(separator: " ")
        let condition = reader == .author ? transition.guardText.map { "[\($0.trimmed)]" } : nil
        let text = [name, condition ?? ""].filter { !$0.isEmpty }
        let label = quoted(text.joined(separator: "\n"))
        let source = transition.source
        let targets = transition.targets.isEmpty ? [source] : transition.targets
        return targets.map { target in
            let clusters = heads(tail: source, head: target)
            return "  s\(anchor(of: source)) -> s\(anchor(of: target)) [id=\(id), label=\(label)]\(clusters);"
        }
    }

    /// Graphviz draws edges between nodes only: for a cluster, its first node stands for it.
    private func anchor(of state: Int) -> Int {
        var state = state
        while let first = chart.states[state].children.first { state = first }
        return state
    }

    private func heads(tail: Int?, head: Int) -> String {
        var text = ""
        if let tail, tail > 0, !chart.states[tail].children.isEmpty { text += " [ltail=cluster_\(tail)]" }
        if !chart.states[head].children.isEmpty, head > 0, tail != head { text += " [lhead=cluster_\(head)]" }
        return text
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for character in text {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result + "\""
    }
}
