import Model
import Records

/// What an address below `/odata` names (OData 4.01 part 2 §4).
///
/// Record keys come in parentheses or as a segment of their own: `complaints(0190…)`, `complaints/0190…`.
enum ResourcePath: Equatable {
    case service
    case metadata
    case batch
    case set(String)
    case count(set: String)
    case record(set: String, RecordID)
    /// Behind a set, what is no id: the file attribute that an upload is for.
    case upload(set: String, attribute: String)
    /// One thing of a record: a related record or list, its history, its possible events.
    case part(set: String, RecordID, name: String)
    /// The number of records in a list of a record.
    case partCount(set: String, RecordID, name: String)
    /// An event to send to a record.
    case action(set: String, RecordID, event: String)
    /// What lies behind a part of a record: `units(id)/items(id)`.
    case behindPart(set: String, RecordID, name: String)
    /// What the standard has and the service has not.
    case unsupported(String)

    static let namespace = "Kontor"

    /// - Parameter path: the whole path of the address, still encoded, below the service's root.
    /// - Throws: `Refusal`, `.malformed` where it cannot be read, `.notFound` where it names nothing.
    init(_ path: Substring) throws(Refusal) {
        var segments: [String] = []
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        // The address of the service itself may end with a slash.
        if parts.first?.isEmpty == true { parts.removeFirst() }
        if parts.last?.isEmpty == true { parts.removeLast() }
        for part in parts {
            guard !part.isEmpty else { throw .noSuchResource(path) }
            guard let segment = PercentEncoding.decode(part, plusIsSpace: false) else { throw .badEncoding(part) }
            segments.append(segment)
        }
        guard let first = segments.first else {
            self = .service
            return
        }
        if segments.count == 1, first == "$metadata" {
            self = .metadata
            return
        }
        if segments.count == 1, first == "$batch" {
            self = .batch
            return
        }
        if let name = segments.lazy.compactMap(Self.unsupported).first {
            self = .unsupported(name)
            return
        }
        var rest = segments.dropFirst()
        let (set, key) = Self.splitKey(first)
        let id: RecordID
        if let key {
            if RecordID(key) == nil, key.contains("=") {
                self = .unsupported("(\(key.prefix(60)))")
                return
            }
            id = try Self.id(key, in: set)
        } else {
            guard let next = rest.popFirst() else {
                self = .set(set)
                return
            }
            if next == "$count", rest.isEmpty {
                self = .count(set: set)
                return
            }
            if RecordID(next) == nil, rest.isEmpty, Self.isName(next) {
                self = .upload(set: set, attribute: next)
                return
            }
            id = try Self.id(next, in: set)
        }
        guard let name = rest.popFirst() else {
            self = .record(set: set, id)
            return
        }
        guard rest.isEmpty else {
            self =
                rest.count == 1 && rest.first == "$count"
                ? .partCount(set: set, id, name: name) : .behindPart(set: set, id, name: name)
            return
        }
        let bare = name.hasSuffix("()") ? String(name.dropLast(2)) : name
        if bare.hasPrefix(Self.namespace + ".") {
            let operation = String(bare.dropFirst(Self.namespace.count + 1))
            self =
                RecordFunction(rawValue: operation) != nil
                ? .part(set: set, id, name: operation) : .action(set: set, id, event: operation)
        } else {
            self = .part(set: set, id, name: name)
        }
    }

    /// `complaints(0190…)` → set and key; a key may be named: `(id=0190…)`.
    private static func splitKey(_ segment: String) -> (set: String, key: String?) {
        guard segment.hasSuffix(")"), let open = segment.firstIndex(of: "(") else { return (segment, nil) }
        let key = segment[segment.index(after: open)...].dropLast()
        return (String(segment[..<open]), String(key.hasPrefix("id=") ? key.dropFirst(3) : key))
    }

    /// The first segments and suffixes of OData 4.01 part 2 §4 that are not done.
    private static func unsupported(_ segment: String) -> String? {
        guard segment.hasPrefix("$") else { return nil }
        let name = String(segment.prefix { $0 != "(" })
        let known = [
            "$all", "$batch", "$crossjoin", "$each", "$entity", "$filter", "$query", "$ref", "$root", "$value",
        ]
        return known.contains(name) ? name : nil
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    private static func id(_ text: String, in set: String) throws(Refusal) -> RecordID {
        guard let id = RecordID(text) else { throw .noID(text, set: set) }
        return id
    }
}
