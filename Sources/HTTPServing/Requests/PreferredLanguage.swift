import Model

/// Chooses among the languages that texts exist in by an `Accept-Language` header (RFC 9110 §12.5.4).
enum PreferredLanguage {
    /// Languages that every text exists in.
    static let supported: [Language] = [.english, .german]

    /// The supported language with the highest quality, the first of equal ones; nil when the header names none.
    static func choose(from header: String) -> Language? {
        var best: (language: Language, quality: Double)?
        for range in header.split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first.map({ $0.filter { $0 != " " } }) else { continue }
            var quality = 1.0
            for parameter in parts.dropFirst() {
                let pair = parameter.split(separator: "=").map { $0.filter { $0 != " " } }
                if pair.count == 2, pair[0] == "q" { quality = Double(pair[1]) ?? 0 }
            }
            let primary = Language(rawValue: tag).primary
            if quality > best?.quality ?? 0, let language = supported.first(where: { $0 == primary }) {
                best = (language, quality)
            }
        }
        return best?.language
    }
}
