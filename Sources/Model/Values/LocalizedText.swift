/// A BCP 47 language tag that texts exist in. English and German are complete for everything shipped.
public struct Language: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The tag in lower case: `de-at`.
    public let rawValue: String

    /// A tag, in any case.
    public init(rawValue: String) { self.rawValue = rawValue.lowercased() }
    /// A tag written in code: `"de"`.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// What every text exists in.
    public static let english: Language = "en"
    /// The other language that everything shipped exists in.
    public static let german: Language = "de"
    /// The tag.
    public var description: String { rawValue }

    /// `de` for `de-AT`: the tag to fall back to.
    public var primary: Language { Language(rawValue: String(rawValue.prefix { $0 != "-" })) }
}

/// A text in one or more languages, never empty in English.
///
///     let label = LocalizedText("Complaint", german: "Beschwerde")
///     label[.german]   // "Beschwerde"
///     label["fr"]      // "Complaint": what is missing falls back to English
public struct LocalizedText: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text that stands in wherever another is missing.
    public let english: String
    /// Every other language that there is a text for.
    public private(set) var others: [Language: String]

    /// A text in English and in what other languages there are.
    public init(_ english: String, german: String? = nil, others: [Language: String] = [:]) {
        self.english = english
        var all = others
        if let german { all[.german] = german }
        self.others = all
    }

    /// A text in English alone.
    public init(stringLiteral value: String) { self.init(value) }

    /// The text in a language, in its primary language, or in English.
    public subscript(_ language: Language) -> String {
        others[language] ?? others[language.primary] ?? english
    }

    /// Whether there is a text in exactly this language.
    public func has(_ language: Language) -> Bool { language == .english || others[language] != nil }
}
