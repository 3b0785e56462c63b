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
            guard let bytes = bytes(written.value), (1...largestSize).contains(bytes) else {
                findings.error(
                    "KTR-D285", "max=\"\(written.value)\" is not the size of a file",
                    hint: "write a number with kB, MB or GB behind it, for example max=\"10 MB\"", at: written.location)
                return nil
            }
            size = bytes
        }
        return FileRules(
            isImage: reader.element.name == "image", maximumSize: size, mediaTypes: reader.words("types").map(\.value))
    }

    /// `10 MB` as 10,000,000: units of the SI.
    private static func bytes(_ text: String) -> Int64? {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        let factors: [String: Int64] = ["": 1, "B": 1, "kB": 1000, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000]
        guard let count = Int64(number), let factor = factors[String(unit)] else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
