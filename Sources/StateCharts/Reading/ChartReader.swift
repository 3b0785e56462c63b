import Model
import XMLDocuments

/// Reads an `<scxml>` element into the parts of a chart and collects everything that is wrong with it.
///
/// Two passes: the first numbers states in document order and reads what is in them, the second resolves the ids that
/// transitions and initial attributes name.
struct ChartReader {
    var parts = ChartParts()
    var diagnostics: [Diagnostic] = []
    var drafts: [StateDraft] = []
    var transitionDrafts: [TransitionDraft] = []
    var positions: [String: Int] = [:]
    /// Gives the text of a `<script src>`; nil where it may not or cannot be read.
    let load: @Sendable (String) -> [UInt8]?

    /// Reads a document; nil when it is no chart at all.
    mutating func read(_ root: XMLElement) -> ChartParts? {
        guard root.name == "scxml", root.namespace == ElementRule.namespace else {
            report(
                "KTR-C101", "a chart starts with <scxml xmlns=\"\(ElementRule.namespace)\">, not with <\(root.name)>",
                hint: root.name == "scxml" ? "write xmlns=\"\(ElementRule.namespace)\"" : nil, at: root.location)
            return nil
        }
        check(root)
        parts.file = root.location.file
        readHead(root)
        readState(root, kind: .root, parent: nil)
        resolve()
        return diagnostics.hasErrors ? nil : parts
    }

    private mutating func readHead(_ root: XMLElement) {
        parts.name = root.attribute("name")?.value ?? ""
        parts.annotations = annotations(of: root, fallback: parts.name)
        if let version = root.attribute("version"), version.value != "1.0" {
            report(
                "KTR-C106", "version cannot be '\(version.value)'", hint: "SCXML knows only '1.0'", at: version.location
            )
        }
        if let model = root.attribute("datamodel") {
            parts.dataModel = model.value
            if !["null", "lua"].contains(model.value) {
                report(
                    "KTR-C116", "unknown data model '\(model.value)'", hint: "possible: lua, null",
                    at: model.valueLocation)
            }
        }
        if let binding = root.attribute("binding") {
            if let known = Chart.Binding(rawValue: binding.value) {
                parts.binding = known
            } else {
                report(
                    "KTR-C106", "binding cannot be '\(binding.value)'", hint: "possible: early, late",
                    at: binding.valueLocation)
            }
        }
    }

    mutating func report(_ code: String, _ message: String, hint: String? = nil, at location: SourceLocation) {
        diagnostics.append(Diagnostic(.error, code, message, hint: hint, at: location))
    }

    mutating func warn(_ code: String, _ message: String, hint: String? = nil, at location: SourceLocation) {
        diagnostics.append(Diagnostic(.warning, code, message, hint: hint, at: location))
    }

    /// Registers a program and gives its position.
    mutating func program(_ kind: Program.Kind, _ text: String, at location: SourceLocation) -> Int {
        parts.programs.append(Program(kind, text, at: location))
        return parts.programs.count - 1
    }

    /// Registers the expression in an attribute; nil where the attribute is absent or blank.
    mutating func value(_ element: XMLElement, _ name: String) -> Int? {
        guard let attribute = element.attribute(name), !attribute.value.trimmed.isEmpty else { return nil }
        return program(.value, attribute.value, at: attribute.valueLocation)
    }
}

/// A state whose ids are not resolved yet.
struct StateDraft {
    var id: String
    var kind: State.Kind
    var parent: Int?
    var element: XMLElement
    var children: [Int] = []
    var histories: [Int] = []
    var transitions: [Int] = []
    var lastDescendant: Int
    var initial: (ids: String, location: SourceLocation, content: [Action])?
}

/// A transition whose targets are not resolved yet.
struct TransitionDraft {
    var source: Int
    var events: [EventDescriptor]
    var guardProgram: Int?
    var target: XMLAttribute?
    var isInternal: Bool
    var annotations: Annotations
    var location: SourceLocation
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// The words between white space.
    var words: [String] { split(whereSeparator: { $0.isWhitespace }).map { String($0) } }
}
