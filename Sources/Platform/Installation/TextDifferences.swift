import Definitions

/// Which files differ between the texts that were applied and those of the folder.
struct TextDifferences: Sendable, Hashable {
    /// Paths relative to the project, sorted.
    private(set) var added: [String] = []
    private(set) var changed: [String] = []
    private(set) var removed: [String] = []

    init(from before: DefinitionSources, to after: DefinitionSources) {
        let (old, new) = (Self.files(of: before), Self.files(of: after))
        for (path, bytes) in new.sorted(by: { $0.key < $1.key }) {
            if let known = old[path] {
                if known != bytes { changed.append(path) }
            } else {
                added.append(path)
            }
        }
        removed = old.keys.filter { new[$0] == nil }.sorted()
    }

    var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    /// A line per file, as a plan has one per step.
    var lines: [String] {
        added.map { "+ file \($0)" } + changed.map { "~ file \($0)" } + removed.map { "- file \($0)" }
    }

    private static func files(of sources: DefinitionSources) -> [String: [UInt8]] {
        Dictionary(sources.packs.flatMap(\.files).map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }
}
