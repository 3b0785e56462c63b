import HTTPTypes
import Model

/// A record's revision as an entity tag (RFC 9110 §8.8.3): `W/"3"`.
///
/// Weak, because the same revision is written differently for readers with other privileges.
enum EntityTag {
    static func text(_ revision: Int64) -> String { "W/\"\(revision)\"" }

    /// The revision that `If-Match` demands; nil where it demands none (absent, or `*`).
    ///
    /// - Throws: `Refusal(.stale)` for a tag that none of our records ever has, as it can't match.
    static func expectedRevision(_ headers: HTTPFields) throws(Refusal) -> Int64? {
        guard let header = headers[.ifMatch], header != "*" else { return nil }
        guard !header.contains(",") else { throw .badHeader("If-Match", expected: "W/\"3\"") }
        guard let revision = revision(header[...]) else { throw .staleTag(header) }
        return revision
    }

    /// Whether `If-None-Match` names this revision, so that the client has it already.
    static func isKnown(_ revision: Int64, to headers: HTTPFields) -> Bool {
        guard let header = headers[.ifNoneMatch] else { return false }
        return header.split(separator: ",").contains { Self.revision($0) == revision }
            || header.filter { $0 != " " } == "*"
    }

    /// Weak comparison: `W/"3"` and `"3"` are the same.
    private static func revision(_ tag: Substring) -> Int64? {
        var tag = tag.drop { $0 == " " }
        while tag.last == " " { tag.removeLast() }
        if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
        guard tag.count > 2, tag.first == "\"", tag.last == "\"" else { return nil }
        return Int64(tag.dropFirst().dropLast())
    }
}
