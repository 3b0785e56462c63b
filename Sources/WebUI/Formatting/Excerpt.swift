import Mustache

/// A text as it stands among others: the beginning of a long one, and all of it for who asks.
struct Excerpt: TemplateValue, Sendable, Equatable {
    /// At most so many characters, with an ellipsis where there are more.
    let short: String
    /// Nil where the short one is all.
    let whole: String?

    init(_ text: String, limit: Int = 200) {
        // Most texts are short, and bytes are quickly counted.
        guard text.utf8.count > limit else {
            (short, whole) = (text, nil)
            return
        }
        var beginning = ""
        var (characters, scalars) = (0, 0)
        for character in text {
            // A character can be made of any number of scalars.
            scalars += character.unicodeScalars.count
            guard characters < limit, scalars <= 4 * limit else { break }
            beginning.append(character)
            characters += 1
        }
        if beginning.isEmpty { beginning = String(text.unicodeScalars.prefix(limit)) }
        let isAll = beginning.utf8.count == text.utf8.count
        (short, whole) = isAll ? (text, nil) : (beginning.trimmed + "…", text)
    }
}
