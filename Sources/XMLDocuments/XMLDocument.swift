public import Model

/// A well-formed XML text as a tree of values with source positions.
///
/// Definitions and charts come from people we need not trust, so only a safe part of XML is read: UTF-8, no DOCTYPE and
/// therefore no entities, no processing instructions inside the root, everything bounded by ``XMLLimits``. Nothing outside
/// the given bytes is ever opened.
///
///     let document = try XMLDocument.parse(bytes, file: "entity-definitions/crm/account.xml")
///     document.root.attribute("name")?.value   // "account"
public struct XMLDocument: Sendable, Hashable {
    /// What may stand beside the root.
    public enum Outside: Sendable, Hashable {
        case comment(String)
        /// Such as `<?xml-model href="…"?>`, by which editors find a schema; content without target, as written.
        case instruction(target: String, content: String)
    }

    /// Before the root, without the XML declaration.
    public var before: [Outside]
    /// The outermost element.
    public var root: XMLElement
    /// After the root.
    public var after: [Outside]

    /// A document made of a root and what stands beside it.
    public init(root: XMLElement, before: [Outside] = [], after: [Outside] = []) {
        self.before = before
        self.root = root
        self.after = after
    }

    /// Reads a text.
    ///
    /// - Parameter file: how diagnostics name the text; nothing is opened by it.
    /// - Throws: the problem that makes the text unusable, `KTR-X1…`, with line and column.
    public static func parse(
        _ bytes: [UInt8], file: String, limits: XMLLimits = .standard
    ) throws(DiagnosticsError) -> XMLDocument {
        var scan = PreScan(bytes: bytes, file: file, limits: limits)
        if let problem = scan.run() { throw DiagnosticsError([problem]) }
        return try TreeBuilder(bytes: bytes, file: file, limits: limits).build()
    }
}
