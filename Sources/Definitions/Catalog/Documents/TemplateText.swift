/// The text of a document, taken apart and checked: every placeholder names an attribute that there is.
public struct TemplateText: Sendable, Hashable {
    /// A piece of a text.
    public indirect enum Part: Sendable, Hashable {
        /// HTML as it was written.
        case markup(String)
        /// The value of an attribute, or of one that lookups lead to: `customer.name`.
        case value([String])
        /// Pieces that are there where an attribute has a value, or, inverted, where it has none.
        case section([String], isInverted: Bool, [Part])
    }

    /// The day of today; an attribute of this name comes before it.
    public static let today = "today"
    /// The name of whoever makes the document.
    public static let user = "user"

    /// Where it was read: `entity-definitions/complaints/templates/acknowledgement.en.mustache`.
    public var file: String
    /// From its beginning to its end.
    public var parts: [Part]

    /// A text that was taken apart.
    public init(file: String, parts: [Part]) {
        self.file = file
        self.parts = parts
    }

    /// Every path that it speaks of.
    public var paths: Set<[String]> {
        var result: Set<[String]> = []
        func collect(_ parts: [Part]) {
            for part in parts {
                switch part {
                case .markup: break
                case .value(let path): result.insert(path)
                case .section(let path, _, let inner):
                    result.insert(path)
                    collect(inner)
                }
            }
        }
        collect(parts)
        return result
    }
}
