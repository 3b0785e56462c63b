import Model
import XMLDocuments

/// Reads one element by its shape: reports what does not belong, and gives the values that do.
struct ElementReader {
    static let namespace = "urn:kontor:definitions:1"
    static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

    let element: XMLElement
    let shape: ElementShape

    /// - Parameter element: one whose name has a shape.
    init(_ element: XMLElement, shape: ElementShape, _ findings: inout Findings) {
        self.element = element
        self.shape = shape
        checkAttributes(&findings)
        checkChildren(&findings)
    }

    var location: SourceLocation { element.location }

    // MARK: Attributes

    /// The value of an attribute, with the place where the value begins; nil where there is none or it is empty.
    func value(_ name: String) -> Located<String>? {
        guard let attribute = element.attribute(name), !attribute.value.isEmpty else { return nil }
        return Located(attribute.value, at: attribute.valueLocation)
    }

    func words(_ name: String) -> [Located<String>] { value(name)?.words ?? [] }

    /// `true` or `false`; false where the attribute is absent.
    func flag(_ name: String, _ findings: inout Findings) -> Bool {
        oneOf(name, ["true", "false"], &findings)?.value == "true"
    }

    /// A value from a fixed list.
    func oneOf(_ name: String, _ allowed: [String], _ findings: inout Findings) -> Located<String>? {
        guard let found = value(name) else { return nil }
        if allowed.contains(found.value) { return found }
        let near = nearestName(to: found.value, among: allowed).map { "did you mean '\($0)'?" }
        findings.error(
            "KTR-D115", "\(name)=\"\(found.value)\" is not allowed on <\(element.name)>",
            hint: near ?? "write one of \(allowed.joined(separator: ", "))", at: found.location)
        return nil
    }

    /// A whole number within bounds.
    func number(_ name: String, in range: ClosedRange<Int64>, _ findings: inout Findings) -> Int64? {
        guard let found = value(name) else { return nil }
        if let number = Int64(found.value), range.contains(number) { return number }
        let isOpen = range == Int64.min...Int64.max
        findings.error(
            "KTR-D115", "\(name)=\"\(found.value)\" is not a whole number\(isOpen ? "" : " in the allowed range")",
            hint: isOpen
                ? "write digits only, after - for a negative number"
                : "write a number from \(range.lowerBound) to \(range.upperBound)", at: found.location)
        return nil
    }

    func decimal(_ name: String, scale: Int, _ findings: inout Findings) -> ExactDecimal? {
        guard let found = value(name) else { return nil }
        if let number = ExactDecimal(found.value)?.rescaled(to: scale) { return number }
        findings.error(
            "KTR-D115", "\(name)=\"\(found.value)\" is not a number with at most \(scale) decimal places",
            hint: "round it, or allow more places with scale",
            at: found.location)
        return nil
    }

    private func checkAttributes(_ findings: inout Findings) {
        let isLabel = CanonicalOrder.texts.contains(element.name)
        for attribute in element.attributes {
            if attribute.namespace == nil, shape.attributes.contains(attribute.name) {
                if attribute.value.isEmpty, !["default", "where", "requires"].contains(attribute.name) {
                    findings.error(
                        "KTR-D113", "the attribute '\(attribute.name)' of <\(element.name)> is empty",
                        hint: shape.required.contains(attribute.name) ? "write a value" : "write a value, or remove it",
                        at: attribute.valueLocation)
                }
                continue
            }
            if isLabel, attribute.name == "lang", attribute.namespace == Self.xmlNamespace { continue }
            let hint: String? =
                if isLabel {
                    "write xml:lang=\"de\" for a translation"
                } else if shape.attributes.isEmpty {
                    "it cannot have attributes"
                } else {
                    suggestion(for: attribute.name, among: shape.attributes)
                }
            let prefix =
                switch attribute.namespace {
                case nil: ""
                case Self.xmlNamespace?: "xml:"
                case let other?: "{\(other)}"
                }
            findings.error(
                "KTR-D112", "<\(element.name)> has no attribute '\(prefix)\(attribute.name)'", hint: hint,
                at: attribute.location)
        }
        for name in shape.required where element.attribute(name) == nil {
            findings.error(
                "KTR-D113", "<\(element.name)> needs the attribute '\(name)'", hint: "add \(name)=\"…\"", at: location)
        }
    }

    // MARK: Children

    /// The child elements of these names.
    func children(_ names: some Collection<String>) -> [XMLElement] {
        element.children.compactMap { node in
            guard case .element(let child) = node, names.contains(child.name), child.namespace == Self.namespace
            else { return nil }
            return child
        }
    }

    private func checkChildren(_ findings: inout Findings) {
        for node in element.children {
            switch node {
            case .comment: break
            case .text(let text, let place):
                guard !shape.holdsText, let offset = text.utf8.firstIndex(where: { !" \t\r\n".utf8.contains($0) })
                else { continue }
                let before = text.utf8[..<offset]
                let lines = before.count { $0 == UInt8(ascii: "\n") }
                let lastLine = before.lastIndex(of: UInt8(ascii: "\n")).map { before.distance(from: $0, to: offset) }
                findings.error(
                    "KTR-D114", "<\(element.name)> cannot contain text directly",
                    hint: "put it into a <label> or a comment, or remove it",
                    at: SourceLocation(
                        file: place.file, line: place.line + lines, column: lastLine ?? place.column + before.count))
            case .element(let child):
                if child.namespace == Self.namespace, shape.children.contains(child.name) { continue }
                let isForeign = child.namespace != Self.namespace
                let hint: String? =
                    if isForeign {
                        "only elements in the namespace \(Self.namespace) are read"
                    } else if shape.children.isEmpty {
                        "it cannot contain elements"
                    } else {
                        suggestion(for: child.name, among: shape.children)
                    }
                findings.error(
                    "KTR-D111",
                    "<\(element.name)> has no element <\(child.name)>"
                        + (isForeign ? " of the namespace '\(child.namespace ?? "")'" : ""),
                    hint: hint, at: child.location)
                if let name = child.attribute("name") {
                    findings.unread.add(
                        name.value, of: (element.attribute("entity") ?? element.attribute("name"))?.value)
                }
            }
        }
    }
}
