import Definitions
import Model
import StateCharts

// Attributes, options and states that are written out.

extension PluginNames {
    func place(_ token: Int) -> SourceLocation {
        SourceLocation(file: file, line: reading.tokens[token].line, column: reading.tokens[token].column)
    }

    /// The text that an argument is.
    func text(_ argument: LuaArgument) -> String? { if case .text(let text)? = argument.value { text } else { nil } }

    func unknown(
        _ name: String, of type: EntityType, at token: Int, _ severity: Diagnostic.Severity = .error
    ) -> [Diagnostic] {
        guard type.position(of: name) == nil else { return [] }
        return [
            Diagnostic(
                severity, "KTR-L603", "'\(type.name)' has no attribute '\(name)'",
                hint: nearestName(to: name, among: type.attributes.map(\.name)).map { "did you mean '\($0)'?" },
                at: place(token))
        ]
    }

    func readOnly(_ attribute: Attribute, at token: Int) -> Diagnostic {
        Diagnostic(
            .warning, "KTR-L690", "a rule may not set '\(attribute.name)'",
            hint: attribute.isState ? "send an event with kontor.send" : "only the system sets it", at: place(token))
    }

    /// A text that an attribute is given or compared with, and that it cannot have.
    func value(_ token: Int, of attribute: Attribute, _ type: EntityType, isGiven: Bool) -> [Diagnostic] {
        guard let text = reading.tokens[token].text, !text.isEmpty else { return [] }
        if attribute.isState, let chart = catalog.chart(of: type) { return states(token, of: chart, attribute.name) }
        // A lookup is resolved when it is written.
        guard isGiven && !attribute.isReference || attribute.isChoice,
            case .failure(let problem) = attribute.type.coerce(.text(text), of: attribute.name)
        else { return [] }
        return [
            Diagnostic(
                .warning, "KTR-L692", "'\(attribute.name)' is never '\(text)': \(problem.message.english)",
                hint: problem.hint?.english, at: place(token))
        ]
    }

    /// The states that a text names; parallel ones stand side by side in it.
    func states(_ token: Int, of chart: Chart, _ what: String) -> [Diagnostic] {
        let known = chart.states.dropFirst().filter { $0.kind == .atomic || $0.kind == .final }.map(\.id)
        guard let text = reading.tokens[token].text,
            let unknown = text.split(separator: " ").map(String.init).first(where: { !known.contains($0) })
        else { return [] }
        return [
            Diagnostic(
                .warning, "KTR-L692",
                "'\(what)' is never '\(text)': the chart '\(chart.name)' has no innermost state '\(unknown)'",
                hint: nearestName(to: unknown, among: known).map { "did you mean '\($0)'?" }
                    ?? "write one of \(known.joined(separator: ", "))", at: place(token))
        ]
    }

    func one(_ token: Int?, of known: [String], _ what: String) -> [Diagnostic] {
        guard let token, let text = reading.tokens[token].text, !known.contains(text) else { return [] }
        return [
            Diagnostic(
                .warning, "KTR-L692", "'\(what)' is never '\(text)'",
                hint: nearestName(to: text, among: known).map { "did you mean '\($0)'?" }
                    ?? "write one of \(known.joined(separator: ", "))", at: place(token))
        ]
    }
}

extension Attribute {
    var isState: Bool { if case .state = type { true } else { false } }
    var isChoice: Bool { if case .choice = type { true } else { false } }
    var isReference: Bool {
        switch type {
        case .lookup, .polymorphic, .tree: true
        default: false
        }
    }
}
