import HTTPServing
import Model

/// A record's revision as an entity tag (RFC 9110 §8.8.3): `W/"3"`.
///
/// Weak, because the same revision is written differently for readers with other privileges.
enum EntityTag {
    static func text(_ revision: Int64) -> String { "W/\"\(revision)\"" }

    /// The revision that a tag names; nil for a tag that none of our records ever has. Weak comparison: `W/"3"` and `"3"` are
    /// the same.
    static func revision(_ tag: String) -> Int64? {
        let bare = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
        guard bare.utf8.count > 2, bare.first == "\"", bare.last == "\"" else { return nil }
        let digits = bare.dropFirst().dropLast()
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(digits)
    }
}

/// The tags that `If-Match` or `If-None-Match` names (RFC 9110 §13.1.1, §13.1.2).
enum EntityTags {
    /// `*`: whatever is there.
    case any
    case listed([String])

    /// - Throws: `Refusal` where the header is no list of tags.
    init?(_ header: String?, _ name: String) throws(Refusal) {
        guard let header else { return nil }
        let elements = HeaderList.elements(of: header).map(String.init)
        if elements == ["*"] {
            self = .any
            return
        }
        guard !elements.isEmpty, elements.allSatisfy(Self.isTag) else {
            throw .badHeader(name, expected: "W/\"3\", or several separated by commas, or *")
        }
        self = .listed(elements)
    }

    private static func isTag(_ text: String) -> Bool {
        let bare = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        return bare.utf8.count >= 2 && bare.first == "\"" && bare.last == "\""
            && !bare.dropFirst().dropLast().contains("\"")
    }

    /// Whether one of them is a record's, or a file's own.
    func include(revision: Int64, orTag tag: String? = nil) -> Bool {
        switch self {
        case .any: true
        case .listed(let tags):
            tags.contains {
                EntityTag.revision($0) == revision || tag != nil && ($0 == tag || $0 == "W/" + (tag ?? ""))
            }
        }
    }

    /// The revisions among them.
    var revisions: [Int64] {
        switch self {
        case .any: []
        case .listed(let tags): tags.compactMap(EntityTag.revision)
        }
    }
}
