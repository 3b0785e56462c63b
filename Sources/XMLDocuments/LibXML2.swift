import CLibXML2

/// The library's process-wide settings, made once. It is never cleaned up: other code in the process may use it too.
enum LibXML2 {
    /// Initialises the library and takes away its ability to open anything.
    static func prepare() { _ = prepared }

    private static let prepared: Void = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
    }()

    /// No network, and no warnings, which we could not act on. Entities, DTDs, XInclude, recovery and the lifting of limits
    /// stay off.
    static let options = Int32(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_NOWARNING.rawValue)

    /// The text of an error without its line end.
    static func message(of error: xmlError) -> String {
        guard let text = error.message else { return "not well-formed" }
        return String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
