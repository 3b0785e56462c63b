/// What a file is, as RFC 6838 names it: `application/pdf`.
public enum MediaType {
    /// What nothing is known of.
    public static let unknown = "application/octet-stream"

    /// The type without its parameters in lower case; nil for what has not the form of one (RFC 9110 §8.3.1).
    public static func parsed(_ text: String) -> String? {
        let bare = text.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        let parts = bare.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, bare.utf8.count <= 127, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isToken) })
        else { return nil }
        return bare
    }

    /// What the end of a file's name usually means; nil where it means nothing to us.
    public static func usual(forName name: String) -> String? { bySuffix[FileName.suffix(of: name)] }

    /// Whether a type is one of a pattern's: `image/png` of `image/*`, `image/png` or `*/*`.
    public static func matches(_ type: String, _ pattern: String) -> Bool {
        if pattern == type || pattern == "*/*" { return true }
        return pattern.hasSuffix("/*") && type.hasPrefix(pattern.dropLast())
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static let bySuffix = [
        "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff", "heic": "image/heic",
        "txt": "text/plain", "csv": "text/csv", "htm": "text/html", "html": "text/html", "xml": "application/xml",
        "json": "application/json", "zip": "application/zip", "eml": "message/rfc822", "rtf": "application/rtf",
        "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odp": "application/vnd.oasis.opendocument.presentation", "mp3": "audio/mpeg", "wav": "audio/wav",
        "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    ]
}
