public import Model
public import XMLDocuments

extension Chart {
    /// Gives the bytes that an address in a chart (`<script src>`, `<data src>`, `<invoke src>`) stands for; nil where it
    /// may not or cannot be read.
    public typealias Loader = @Sendable (_ address: String) -> [UInt8]?

    /// Reads a chart from the bytes of an SCXML file.
    ///
    /// - Parameters:
    ///   - file: how diagnostics name the text; nothing is opened by it.
    ///   - load: reads the scripts that the chart names by `src`; without it such a chart is refused.
    /// - Throws: everything that is wrong with the text (`KTR-X…` where it is no XML, `KTR-C1…` where it is no chart).
    public static func compile(
        _ bytes: [UInt8], file: String, load: @escaping Loader = { _ in nil }
    ) throws(DiagnosticsError) -> Chart {
        try compile(XMLDocument.parse(bytes, file: file), load: load)
    }

    /// Reads a chart from a parsed document.
    public static func compile(
        _ document: XMLDocument, load: @escaping Loader = { _ in nil }
    ) throws(DiagnosticsError) -> Chart {
        var reader = ChartReader(load: load)
        guard var parts = reader.read(document.root) else { throw DiagnosticsError(reader.diagnostics) }
        parts.warnings = reader.diagnostics
        return Chart(parts)
    }
}
