import CLibXML2
public import Model

/// A RELAX NG schema, compiled once and then used from any thread.
///
///     let schema = try RelaxNGSchema(bytes, name: "kontor-definitions.rng")
///     schema.validate(text, file: "account.xml")   // [] when it is valid
///
/// libxml2's messages for RELAX NG say where a text is wrong, but seldom what was meant; so this is the authority that
/// editors share, and the second opinion after checks that explain better.
public final class RelaxNGSchema: Sendable {
    /// Unchecked: libxml2 never changes a compiled schema, and each validation has a context of its own.
    private struct Compiled: @unchecked Sendable {
        let pointer: xmlRelaxNGPtr
    }

    private let compiled: Compiled

    /// Compiles a schema of our own; it must stand in one file.
    ///
    /// - Throws: `KTR-X141` with what libxml2 has against it.
    public init(_ bytes: [UInt8], name: String) throws(DiagnosticsError) {
        LibXML2.prepare()
        let messages = MessageList()
        let schema: xmlRelaxNGPtr? = bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let context = xmlRelaxNGNewMemParserCtxt(start, Int32(buffer.count)) else { return nil }
            defer { xmlRelaxNGFreeParserCtxt(context) }
            xmlRelaxNGSetParserStructuredErrors(context, MessageList.collect, messages.pointer)
            return xmlRelaxNGParse(context)
        }
        guard let schema else {
            let reason = messages.all.first?.text ?? "it could not be read"
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-X141", "the schema \(name) is unusable: \(reason)",
                    at: SourceLocation(file: name, line: messages.all.first?.line ?? 1))
            ])
        }
        compiled = Compiled(pointer: schema)
    }

    deinit { xmlRelaxNGFree(compiled.pointer) }

    /// Holds a text against the schema.
    ///
    /// - Returns: what is wrong, by line: `KTR-X140` for the schema; where the text is no XML that we read, its own problem.
    public func validate(_ bytes: [UInt8], file: String) -> [Diagnostic] {
        do throws(DiagnosticsError) {
            _ = try XMLDocument.parse(bytes, file: file)
        } catch {
            return error.diagnostics
        }
        let messages = MessageList()
        guard let document = Self.tree(of: bytes), let context = xmlRelaxNGNewValidCtxt(compiled.pointer)
        else { return [Diagnostic(.error, "KTR-X122", "there is no memory left to read XML")] }
        defer {
            xmlRelaxNGFreeValidCtxt(context)
            xmlFreeDoc(document)
        }
        xmlRelaxNGSetValidStructuredErrors(context, MessageList.collect, messages.pointer)
        guard xmlRelaxNGValidateDoc(context, document) != 0 else { return [] }
        let found = messages.all.isEmpty ? [(text: "it does not match", line: 1)] : messages.all
        return found.map { message in
            Diagnostic(
                .error, "KTR-X140", "against the schema: \(message.text)",
                at: SourceLocation(file: file, line: max(1, message.line)))
        }.sortedForReading()
    }

    /// libxml2's own tree of a text that ``XMLDocument`` has found harmless.
    private static func tree(of bytes: [UInt8]) -> xmlDocPtr? {
        guard let context = xmlNewParserCtxt() else { return nil }
        defer { xmlFreeParserCtxt(context) }
        // Otherwise errors would be printed; there are none.
        context.pointee.sax.pointee.serror = { _, _ in }
        return bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
                LibXML2.options)
        }
    }
}

/// Gathers libxml2's structured errors of one call.
private final class MessageList {
    private(set) var all: [(text: String, line: Int)] = []

    /// For the C side during one call, while `self` is held by the caller.
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let collect: xmlStructuredErrorFunc = { list, error in
        guard let list, let error else { return }
        let messages = Unmanaged<MessageList>.fromOpaque(list).takeUnretainedValue()
        guard messages.all.count < 20 else { return }
        messages.all.append((LibXML2.message(of: error.pointee), Int(error.pointee.line)))
    }
}
