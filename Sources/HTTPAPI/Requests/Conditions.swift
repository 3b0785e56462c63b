import HTTPTypes
import Model

/// On which conditions a client wants its request to be carried out (RFC 9110 §13).
struct Conditions {
    let match: EntityTags?
    let noneMatch: EntityTags?
    /// Looked at where there is no `If-None-Match`; only dates that can be read count.
    let modifiedSince: Instant?
    /// Looked at where there is no `If-Match`.
    let unmodifiedSince: Instant?
    /// The headers as they came: they tell a repeated request from another one.
    let text: String

    /// - Throws: `Refusal` where a header cannot be read.
    init(_ headers: HTTPFields) throws(Refusal) {
        match = try EntityTags(headers[.ifMatch], "If-Match")
        noneMatch = try EntityTags(headers[.ifNoneMatch], "If-None-Match")
        modifiedSince = noneMatch == nil ? headers[.ifModifiedSince].flatMap { HTTPDate.read($0) } : nil
        unmodifiedSince = match == nil ? headers[.ifUnmodifiedSince].flatMap { HTTPDate.read($0) } : nil
        text = [HTTPField.Name.ifMatch, .ifNoneMatch, .ifUnmodifiedSince].compactMap { name in
            headers[name].map { "\(name): \($0)" }
        }.joined(separator: "\n")
    }

    /// What a write has to ask of the record that it finds; the revisions of `If-Match` it asks by itself. Nil where nothing is asked.
    var ofWriting: WriteCondition? {
        guard !text.isEmpty else { return nil }
        return WriteCondition(text) { record in
            if let unmodifiedSince, let changed = record.changed, HTTPDate.second(of: changed) > unmodifiedSince {
                throw Refusal.conditionFailed("If-Unmodified-Since")
            }
            if let noneMatch, noneMatch.include(revision: record.revision) {
                throw Refusal.conditionFailed("If-None-Match")
            }
        }
    }

    /// Refuses with 412 what must not meet the record as it is.
    ///
    /// - Parameters:
    ///   - tag: the content's own, where the request is about a file of the record.
    ///   - isThere: whether what the request is about exists; a file may not.
    func check(_ record: Record, tag: String? = nil, isThere: Bool = true) throws(Refusal) {
        if let match, !(isThere && match.include(revision: record.revision, orTag: tag)) {
            throw .conditionFailed("If-Match")
        }
        if let unmodifiedSince, let changed = record.changed, HTTPDate.second(of: changed) > unmodifiedSince {
            throw .conditionFailed("If-Unmodified-Since")
        }
        if let noneMatch, isThere, noneMatch.include(revision: record.revision, orTag: tag) {
            throw .conditionFailed("If-None-Match")
        }
    }

    /// Refuses with 412 to show a record that has not, or has no longer, the state that the client wants to see.
    func checkReading(_ record: Record) throws(Refusal) {
        if let match, !match.include(revision: record.revision) { throw .conditionFailed("If-Match") }
        if let unmodifiedSince, let changed = record.changed, HTTPDate.second(of: changed) > unmodifiedSince {
            throw .conditionFailed("If-Unmodified-Since")
        }
    }

    /// The revisions that a write may find, as far as it is for it to look; none where any will do.
    ///
    /// - Throws: `Refusal` (412) where no record ever has one of the tags.
    func revisions() throws(Refusal) -> [Int64] {
        guard let match, case .listed = match else { return [] }
        let revisions = match.revisions
        guard !revisions.isEmpty else { throw .staleTag }
        return revisions
    }

    /// Whether the client has the record already.
    func isKnown(_ record: Record) -> Bool {
        if let noneMatch { return noneMatch.include(revision: record.revision) }
        guard let modifiedSince, let changed = record.changed else { return false }
        return HTTPDate.second(of: changed) <= modifiedSince
    }
}

extension Record {
    /// When it was written last.
    var changed: Instant? { if case .instant(let instant) = self[.updatedAt] { instant } else { nil } }
}
