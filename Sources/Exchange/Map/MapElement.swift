import Model
import XMLDocuments

/// One element of a map file while it is read: hands out its attributes and finds those that it does not know.
struct MapElement {
    let element: XMLElement

    /// Reports attributes of the element that are not in `known`.
    init(_ element: XMLElement, attributes known: [String], _ problems: inout [Diagnostic]) {
        self.element = element
        for attribute in element.attributes where attribute.namespace == nil && !known.contains(attribute.name) {
            problems.append(
                Diagnostic(
                    .error, "KTR-I132", "<\(element.name)> has no attribute '\(attribute.name)'",
                    hint: suggestion(attribute.name, known) ?? "it takes \(known.joined(separator: ", "))",
                    at: attribute.location))
        }
    }

    func text(_ name: String) -> String? { element.attribute(name)?.value }

    /// Where the value of an attribute stands; the element, where it has none.
    func place(_ name: String) -> SourceLocation { element.attribute(name)?.valueLocation ?? element.location }

    func required(_ name: String, _ problems: inout [Diagnostic]) -> String? {
        if let value = text(name), !value.isEmpty { return value }
        problems.append(
            Diagnostic(
                .error, "KTR-I133", "<\(element.name)> needs the attribute '\(name)'",
                hint: "write \(name)=\"…\"", at: element.location))
        return nil
    }

    func flag(_ name: String, else defaultValue: Bool, _ problems: inout [Diagnostic]) -> Bool {
        switch text(name) {
        case nil: return defaultValue
        case "true": return true
        case "false": return false
        case let other?:
            problems.append(
                Diagnostic(
                    .error, "KTR-I134", "\(name)=\"\(other)\" is neither true nor false",
                    hint: "write \(name)=\"true\" or leave it out", at: place(name)))
            return defaultValue
        }
    }

    /// The parts of a list that is written with bars: `Closed | Closed with relief`.
    func list(_ name: String) -> Set<String>? {
        text(name).map { Set($0.split(separator: "|").map { trimmed(String($0)) }) }
    }

    /// The child elements; reports those that are not in `known`.
    func children(_ known: [String], _ problems: inout [Diagnostic]) -> [XMLElement] {
        element.elements.filter { child in
            if child.namespace == element.namespace, known.contains(child.name) { return true }
            let inside = known.isEmpty ? "nothing belongs inside <\(element.name)>" : nil
            problems.append(
                Diagnostic(
                    .error, "KTR-I131", "<\(child.name)> is not known inside <\(element.name)>",
                    hint: inside ?? suggestion(child.name, known)
                        ?? "possible: \(known.map { "<\($0)>" }.joined(separator: ", "))", at: child.location))
            return false
        }
    }
}

/// "did you mean 'x'?", where a known name is near.
func suggestion(_ name: String, _ known: some Sequence<String>) -> String? {
    nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
}
