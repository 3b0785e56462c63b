import CLibXML2
import Model

/// Builds our own tree from libxml2's SAX2 events.
///
/// libxml2 tells that a tag was read, but not where it began; so a cursor of our own follows the events over the same bytes.
/// Up to the first error the text is well-formed, which makes that walk simple: between two pieces of markup there is no `<`.
final class TreeBuilder {
    private var cursor: SourceCursor
    private let limits: XMLLimits
    private var open: [OpenElement] = []
    private var root: XMLElement?
    private var before: [XMLDocument.Outside] = []
    private var after: [XMLDocument.Outside] = []
    private var problem: Diagnostic?
    private var nodes = 0
    private var text: [UInt8] = []
    private var textLocation: SourceLocation?
    private var context: xmlParserCtxtPtr?

    private struct OpenElement {
        var element: XMLElement
        var isSelfClosing: Bool
    }

    init(bytes: [UInt8], file: String, limits: XMLLimits) {
        cursor = SourceCursor(bytes: bytes, file: file)
        self.limits = limits
    }

    /// Parses the bytes; to be called once.
    func build() throws(DiagnosticsError) -> XMLDocument {
        LibXML2.prepare()
        guard let context = xmlNewParserCtxt() else {
            throw DiagnosticsError([Diagnostic(.error, "KTR-X122", "there is no memory left to read XML")])
        }
        self.context = context
        defer {
            self.context = nil
            xmlFreeParserCtxt(context)
        }
        context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
        TreeBuilder.install(in: context.pointee.sax)
        if cursor.looksAt("<?xml") { cursor.advance(behind: "?>") }
        let document = cursor.bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
                LibXML2.options)
        }
        xmlFreeDoc(document)
        if let problem { throw DiagnosticsError([problem]) }
        guard let root, context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1 else {
            throw DiagnosticsError([
                Diagnostic(.error, "KTR-X120", "the text is not well-formed XML", at: cursor.location)
            ])
        }
        return XMLDocument(root: root, before: before, after: after)
    }

    // MARK: Events

    func startElement(
        name: String, namespace: String?,
        attributes: [(prefix: String?, name: String, namespace: String?, value: String)]
    ) {
        guard problem == nil else { return }
        endText()
        cursor.advance(to: "<")
        let location = cursor.location
        count(at: location)
        if open.count >= limits.depth {
            stop("KTR-X132", "elements are nested more than \(limits.depth) deep", at: location)
        }
        if name.utf8.count > limits.nameBytes {
            stop("KTR-X135", "a name is longer than \(limits.nameBytes) bytes", at: location)
        }
        guard problem == nil else { return }
        let tag = TagLayout(at: &cursor)
        let placed = attributes.map { attribute in
            let place = tag.place(ofAttribute: attribute.name, prefix: attribute.prefix)
            return XMLAttribute(
                name: attribute.name, namespace: attribute.namespace, value: attribute.value,
                location: place?.name ?? location, valueLocation: place?.value ?? location)
        }
        let element = XMLElement(
            name: name, namespace: namespace, attributes: placed, children: [], location: location)
        open.append(OpenElement(element: element, isSelfClosing: tag.isSelfClosing))
    }

    func endElement() {
        guard problem == nil else { return }
        endText()
        guard let closed = open.popLast() else { return }
        if !closed.isSelfClosing {
            cursor.advance(to: "<")
            cursor.advance(behind: ">")
        }
        if open.isEmpty { root = closed.element } else { append(.element(closed.element)) }
    }

    func characters(_ bytes: UnsafeBufferPointer<UInt8>, isCDATA: Bool) {
        guard problem == nil, !open.isEmpty else { return }
        if textLocation == nil { textLocation = cursor.location }
        text.append(contentsOf: bytes)
        if isCDATA {
            cursor.advance(behind: "<![CDATA[")
            cursor.advance(behind: "]]>")
        }
        checkSize(text.count)
    }

    func comment(_ content: String) {
        guard problem == nil else { return }
        endText()
        cursor.advance(to: "<")
        let location = cursor.location
        cursor.advance(behind: "-->")
        count(at: location)
        checkSize(content.utf8.count)
        if open.isEmpty { putOutside(.comment(content)) } else { append(.comment(content, location)) }
    }

    func processingInstruction(target: String, content: String) {
        guard problem == nil else { return }
        endText()
        cursor.advance(to: "<")
        if !open.isEmpty {
            stop(
                "KTR-X111", "a processing instruction is not allowed inside the root element", hint: "remove it",
                at: cursor.location)
        }
        cursor.advance(behind: "?>")
        putOutside(.instruction(target: target, content: content))
    }

    func documentType() {
        stop("KTR-X110", "a document type declaration (DOCTYPE) is not allowed", at: cursor.location)
    }

    func failed(_ error: xmlError) {
        guard problem == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let isNamespace = error.domain == XML_FROM_NAMESPACE.rawValue
        let location = SourceLocation(
            file: cursor.file, line: max(1, Int(error.line)), column: max(1, Int(error.int2)))
        let hint: String? =
            switch xmlParserErrors(rawValue: UInt32(max(0, error.code))) {
            case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
                "write the character itself; only &lt; &gt; &amp; &quot; and &apos; have names"
            case XML_ERR_ATTRIBUTE_REDEFINED: "remove one of the two"
            case XML_NS_ERR_UNDEFINED_NAMESPACE: "declare the prefix with xmlns:prefix=\"…\", or remove it"
            case XML_ERR_TAG_NAME_MISMATCH: "close the inner element first, innermost first"
            case XML_ERR_TAG_NOT_FINISHED: "an element is not closed"
            case XML_ERR_LT_IN_ATTRIBUTE: "inside a value < is written &lt;"
            case XML_ERR_ENTITYREF_SEMICOL_MISSING: "the character & is written &amp;"
            case XML_ERR_NAME_REQUIRED where LibXML2.message(of: error).contains("EntityRef"):
                "the character & is written &amp;"
            default: nil
            }
        stop(
            isNamespace ? "KTR-X121" : "KTR-X120", "not well-formed: \(LibXML2.message(of: error))", hint: hint,
            at: location)
    }

    // MARK: Tree

    private func append(_ node: XMLNode) {
        guard !open.isEmpty else { return }
        open[open.count - 1].element.children.append(node)
    }

    private func putOutside(_ node: XMLDocument.Outside) {
        if root == nil { before.append(node) } else { after.append(node) }
    }

    private func endText() {
        guard let location = textLocation else { return }
        append(.text(String(decoding: text, as: UTF8.self), location))
        text.removeAll(keepingCapacity: true)
        textLocation = nil
    }

    private func count(at location: SourceLocation) {
        nodes += 1
        if nodes > limits.nodes { stop("KTR-X133", "the text has more than \(limits.nodes) elements", at: location) }
    }

    private func checkSize(_ size: Int) {
        guard size > limits.textBytes else { return }
        stop("KTR-X134", "a text is longer than \(limits.textBytes) bytes", at: textLocation ?? cursor.location)
    }

    private func stop(_ code: String, _ message: String, hint: String? = nil, at location: SourceLocation) {
        if problem == nil { problem = Diagnostic(.error, code, message, hint: hint, at: location) }
        xmlStopParser(context)
    }
}
