/// What the headers of one part of a form say.
public struct MultipartPart: Sendable, Equatable {
    /// The form field.
    public var name: String
    /// Set where the part is a file; empty where the field was left empty.
    public var fileName: String?
    /// The part's own media type.
    public var mediaType: String?

    /// Reads the lines of a part's headers; nil where they do not name a field.
    init?(headers: [(name: String, value: String)]) {
        var values: [String: String] = [:]
        // The first one counts, here as in front of us: nobody shall read a part otherwise than we do.
        for header in headers where values[header.name] == nil { values[header.name] = header.value }
        guard let disposition = values["content-disposition"].flatMap(HeaderParameters.init),
            disposition.value == "form-data", let name = disposition["name"], !name.isEmpty
        else { return nil }
        self.name = Self.unescaped(name)
        fileName = disposition["filename"].map(Self.unescaped)
        mediaType = values["content-type"]
    }

    /// Browsers escape three characters in names, and no others (WHATWG HTML, multipart/form-data encoding algorithm).
    private static func unescaped(_ text: String) -> String {
        guard text.contains("%") else { return text }
        return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
