public import Model
import XMLDocuments

/// The one way to write a definition file: order, layout and quoting follow from what it says, comments stay where they are.
///
///     CanonicalText.of(bytes, file: path)          // throws where something would be lost
///
/// Writing what was read from a canonical text gives the same bytes. What people decide stays theirs: the order of attributes,
/// options, keys and views, and single blank lines between them.
public enum CanonicalText {
    /// The canonical text of a definition file.
    ///
    /// - Parameter file: how diagnostics name the text.
    /// - Throws: `KTR-X1…` for a text that is no XML, `KTR-D110` for one that is no definition, `KTR-D170` for one that has
    ///   something in it which no definition has, and which would be lost.
    public static func of(_ bytes: [UInt8], file: String) throws(DiagnosticsError) -> String {
        let document = try XMLDocument.parse(bytes, file: file)
        guard document.root.namespace == ElementReader.namespace, ElementShape.roots.contains(document.root.name) else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-D110", "<\(document.root.name)> is not a definition",
                    hint: "only definitions are formatted: \(ElementShape.roots.joined(separator: ", "))",
                    at: document.root.location)
            ])
        }
        let lost = losses(in: document.root)
        guard lost.isEmpty else { throw DiagnosticsError(lost.sortedForReading()) }
        var writer = CanonicalWriter()
        for node in document.before { writer.write(node) }
        writer.writeRoot(document.root)
        for node in document.after { writer.write(node) }
        return writer.text
    }

    /// What the writer has no place for: elements and attributes of other namespaces, and text between elements.
    private static func losses(in element: XMLElement) -> [Diagnostic] {
        func loss(_ what: String, _ location: SourceLocation) -> Diagnostic {
            Diagnostic(
                .error, "KTR-D170", "\(what) would be lost", hint: "remove it; kontor check has details", at: location)
        }
        var result: [Diagnostic] = []
        for attribute in element.attributes where attribute.namespace != nil {
            if attribute.namespace == ElementReader.xmlNamespace, attribute.name == "lang" { continue }
            result.append(loss("the attribute '\(attribute.name)' of another namespace", attribute.location))
        }
        let holdsText = CanonicalOrder.texts.contains(element.name)
        for node in element.children {
            switch node {
            case .comment: break
            case .text(let text, let location):
                if !holdsText, !ElementReader.collapsed(text).isEmpty {
                    result.append(loss("the text in <\(element.name)>", location))
                }
            case .element(let child):
                if holdsText || child.namespace != ElementReader.namespace {
                    result.append(loss("<\(child.name)> in <\(element.name)>", child.location))
                } else {
                    result += losses(in: child)
                }
            }
        }
        return result
    }
}
