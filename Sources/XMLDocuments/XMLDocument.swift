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
    /// The outermost element.
    public var root: XMLElement

    /// A document made of a root.
    public init(root: XMLElement) { self.root = root }

    /// Reads a text.
    ///
    /// - Parameter file: how diagnostics name the text; nothing is opened by it.
    /// - Throws: the problem that makes the text unusable, `KTR-X1…`, with line and column.
    public static func parse(
        _ bytes: [UInt8], file: String, limits: XMLLimits = .standard
    ) throws(DiagnosticsError) -> XMLDocument {
        var scan = PreScan(bytes: bytes, file: file, limits: limits)
        if let problem = scan.run() { throw DiagnosticsError([problem]) }
        let builder = TreeBuilder(bytes: bytes, file: file, limits: limits)
        return XMLDocument(root: try builder.build())
    }
}
