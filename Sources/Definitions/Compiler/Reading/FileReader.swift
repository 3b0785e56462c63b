import Model
import XMLDocuments

/// Reads what `<file>` and `<image>` say about size and kinds.
enum FileReader {
    /// Where nothing else is said: enough for a scanned letter or a photo.
    static let usualSize: Int64 = 25_000_000
    /// The most that may be asked for.
    static let largestSize: Int64 = 10_000_000_000

    static func read(_ reader: ElementReader, _ findings: inout Findings) -> FileRules? {
        var size = usualSize
        if let written = reader.value("max") {
            guard let bytes = Self.size(written.value) else {
                findings.error(
                    "KTR-D285", "max=\"\(written.value)\" is not the size of a file",
                    hint: "write a number followed by kB, MB or GB, for example max=\"10 MB\"", at: written.location)
                return nil
            }
            size = bytes
        }
        let isImage = reader.element.name == "image"
        return types(reader, isImage: isImage, &findings).map {
            FileRules(isImage: isImage, maximumSize: size, mediaTypes: $0)
        }
    }

    private static func types(_ reader: ElementReader, isImage: Bool, _ findings: inout Findings) -> [String]? {
        let written = reader.words("types")
        var isSound = true
        for type in written {
            guard MediaType.parsed(type.value) == type.value, type.value != "*/*", !type.value.hasPrefix("*") else {
                findings.error(
                    "KTR-D286", "'\(type.value)' is not a media type",
                    hint: "write type/subtype in lower case, or type/* for a whole kind: application/pdf image/*",
                    at: type.location)
                isSound = false
                continue
            }
            // What is shown as a picture is recognised by its bytes; SVG is a document that carries script.
            let pictures = FileDescription.pictureTypes
            if isImage, !pictures.contains(where: { MediaType.matches($0, type.value) }) {
                findings.error(
                    "KTR-D287", "an image cannot be '\(type.value)'",
                    hint: "possible: \(pictures.joined(separator: ", ")); for anything else use <file>",
                    at: type.location)
                isSound = false
            }
        }
        return isSound ? written.map(\.value) : nil
    }

    /// `10 MB` as 10,000,000: units of the SI. Nil for what is no size, or none that a file may have.
    static func size(_ text: String) -> Int64? {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        let factors: [String: Int64] = ["": 1, "B": 1, "kB": 1000, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000]
        guard let count = Int64(number), let factor = factors[String(unit)] else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow || !(1...largestSize).contains(product) ? nil : product
    }
}
