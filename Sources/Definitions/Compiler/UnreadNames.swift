import Model

/// Names that a text would declare and that could not be read: whatever speaks of them is right, as far as anybody knows. One
/// broken file is told of once, and not again for each file that uses what stands in it.
struct UnreadNames {
    private struct Name: Hashable {
        var name: String
        /// The entity type or option set that it belongs to; nil where that is not known.
        var owner: String?
    }

    private var names: Set<Name> = []

    mutating func add(_ name: String, of owner: String? = nil) { names.insert(Name(name: name, owner: owner)) }

    /// Whether something of this name is there, though nobody could read it.
    ///
    /// - Parameter owner: the entity type or option set that it would belong to; nil for what belongs to none. An attribute may be
    ///   called as its option set is, or as the entity type that it leads to.
    func contains(_ name: String, of owner: String?) -> Bool {
        names.contains { $0.name == name && ($0.owner == nil || $0.owner == owner) }
    }

    /// Adds every `name="…"` of a file that is no XML: what it declares cannot be told apart from the rest.
    mutating func add(namesIn file: SourceFile) { add(valuesOf: Self.key, in: file) }

    /// Adds what a chart that cannot be compiled is called, and whose records it drives: their states and events are not known.
    mutating func add(chart file: SourceFile) {
        add(valuesOf: Self.key, in: file)
        add(valuesOf: Self.entityKey, in: file)
        // A chart is usually called as its file is; one that says nothing of itself is there all the same.
        if let name = file.path.split(separator: "/").last?.split(separator: ".").first { add(String(name)) }
    }

    private mutating func add(valuesOf key: [UInt8], in file: SourceFile) {
        let bytes = file.bytes
        for start in bytes.indices.dropFirst()
        where Self.isBlank(bytes[start - 1]) && bytes[start...].starts(with: key) {
            var index = start + key.count
            guard index < bytes.count, Self.quotes.contains(bytes[index]) else { continue }
            let quote = bytes[index]
            index += 1
            // A longer text is no name, and may have begun with a quote that is never closed.
            guard let end = bytes[index...].prefix(64).firstIndex(of: quote), end > index else { continue }
            add(String(decoding: bytes[index..<end], as: UTF8.self))
        }
    }

    /// Whether a problem only says that something is not there which is.
    func explain(_ problem: Diagnostic) -> Bool {
        guard !names.isEmpty else { return false }
        // The document that uses a template may stand in a file that could not be read.
        if problem.code == "KTR-D218" { return true }
        guard Self.absences.contains(problem.code) else { return false }
        return names.contains { name in
            problem.message.contains("'\(name.name)'") && name.owner.map(problem.message.contains) != false
        }
    }

    /// What says that there is nothing of a name.
    private static let absences: Set<String> = [
        "KTR-D105", "KTR-D130", "KTR-D131", "KTR-D132", "KTR-D133", "KTR-D135", "KTR-D138", "KTR-D150", "KTR-D152",
        "KTR-D155", "KTR-D182", "KTR-D203", "KTR-D204", "KTR-Q121", "KTR-Q123",
    ]
    private static let key = Array("name=".utf8)
    private static let entityKey = Array("k:entity=".utf8)
    private static let quotes = Array("\"'".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
