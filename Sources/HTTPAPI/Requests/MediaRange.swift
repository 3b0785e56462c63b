import HTTPServing

/// One of the media types that a client takes, and how much it would like it (RFC 9110 §12.5.1).
struct MediaRange {
    /// `application/json`, `*/*`, in lower case.
    var type: String
    /// Without the weight; names and values in lower case.
    var parameters: [(name: String, value: String)]
    /// Thousandths; 0 means not at all.
    var weight: Int

    /// The ranges of an `Accept` header in their order. What has not the form of one is passed over.
    static func list(_ header: String) -> [MediaRange] {
        HeaderList.elements(of: header).compactMap { MediaRange(String($0)) }
    }

    /// Nil where it has not the form of a media range.
    init?(_ text: String) {
        guard let read = HeaderParameters(text) else { return nil }
        type = read.value
        parameters = []
        weight = 1000
        for (name, value) in read.parameters {
            if name == "q" {
                guard let weight = Self.weight(value) else { return nil }
                self.weight = weight
            } else {
                parameters.append((name, value.lowercased()))
            }
        }
    }

    /// `0.75` in thousandths.
    private static func weight(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0] == "0" || parts[0] == "1" else { return nil }
        let digits = parts.count == 2 ? String(parts[1]) : ""
        guard digits.utf8.count <= 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let fraction = Int((digits + "000").prefix(3))
        else { return nil }
        let weight = parts[0] == "1" ? 1000 + fraction : fraction
        return weight <= 1000 ? weight : nil
    }
}
