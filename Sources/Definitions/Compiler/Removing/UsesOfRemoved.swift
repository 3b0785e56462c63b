public import Model

/// Gathers what is wrong because something was removed that is still used: one problem for what was removed, with every use,
/// instead of one for each use.
///
///     UsesOfRemoved.gather(error.diagnostics, before: applied, after: sources)
///
/// A use is what would be right if the removed thing were declared as it was: the texts are compiled once more with it. So
/// whatever a definition can speak of is among the uses, and nothing is that is wrong for another reason.
public enum UsesOfRemoved {
    /// Problems, with those gathered that come from something removed.
    ///
    /// - Parameters:
    ///   - problems: everything that was found in the texts.
    ///   - before: the texts that were applied last, which compile.
    ///   - after: the texts with the problems.
    ///   - others: what is wrong in texts that are no definitions and speak of these entity types, such as maps of imports.
    public static func gather(
        _ problems: [Diagnostic], before: DefinitionSources, after: DefinitionSources,
        others: ([EntityType]) -> [Diagnostic] = { _ in [] }
    ) -> [Diagnostic] {
        func findings(_ compilation: Compilation) -> [Diagnostic] {
            compilation.diagnostics.filter { $0.severity == .error } + others(compilation.parts.entityTypes)
        }
        let broken = DefinitionCompiler.compilation(of: after)
        let found = (problems + findings(broken)).sortedForReading()
        // A name that no problem speaks of has no use.
        let candidates = RemovedName.between(DefinitionCompiler.compilation(of: before), broken).filter { removed in
            found.contains { $0.message.contains("'\(removed.name)'") }
        }
        let lines = SourceLines(after)
        var gathered: [Diagnostic] = []
        var explained: Set<Statement> = []
        for removed in candidates.prefix(largestNumber) {
            let left = Set(
                findings(DefinitionCompiler.compilation(of: after, restoring: [removed])).map(Statement.init))
            let uses = found.filter { $0.severity == .error && !left.contains(Statement($0)) }
            guard !uses.isEmpty else { continue }
            explained.formUnion(uses.map(Statement.init))
            gathered.append(problem(of: removed, uses.compactMap(\.location).uniqued(), lines))
        }
        return (problems.filter { !explained.contains(Statement($0)) } + gathered).sortedForReading()
    }

    /// So many removed things are looked into one by one; each costs as much as compiling.
    private static let largestNumber = 40

    /// A problem without its hint, which lists what there is and so changes with every name.
    private struct Statement: Hashable {
        var code: String
        var message: String
        var location: SourceLocation?

        init(_ problem: Diagnostic) { (code, message, location) = (problem.code, problem.message, problem.location) }
    }

    private static func problem(
        of removed: RemovedName, _ places: [SourceLocation], _ lines: SourceLines
    ) -> Diagnostic {
        let count = "\(places.count) \(places.count == 1 ? "place" : "places")"
        let uses = places.map { "\n        \($0): \(lines.text(at: $0))" }.joined()
        let (message, hint): (String, String) =
            if let new = removed.newName {
                (
                    "\(removed.description) is now called '\(new)', but its old name is still used in \(count)",
                    "write '\(new)' there:"
                )
            } else {
                (
                    "\(removed.description) was removed, but is still used in \(count)",
                    "remove these uses, or declare it again"
                        + (removed.canBeRenamed
                            ? "; if it was renamed, write was=\"\(removed.name)\" on it:" : ":")
                )
            }
        return Diagnostic(.error, "KTR-P180", message, hint: hint + uses, at: removed.place ?? places.first)
    }
}

/// The lines of texts, to show what stands at a place.
private struct SourceLines {
    private let files: [String: [UInt8]]

    init(_ sources: DefinitionSources) {
        files = Dictionary(
            sources.packs.flatMap(\.files).map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }

    /// The line without its margin, cut where it is long.
    func text(at place: SourceLocation) -> String {
        guard let bytes = files[place.file] else { return "" }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.indices.contains(place.line - 1) else { return "" }
        let text = String(decoding: lines[place.line - 1], as: UTF8.self)
        let trimmed = text.drop(while: \.isWhitespace)
        return trimmed.count > 100 ? trimmed.prefix(100) + "…" : String(trimmed)
    }
}

extension Sequence<SourceLocation> {
    fileprivate func uniqued() -> [SourceLocation] {
        var seen: Set<SourceLocation> = []
        return filter { seen.insert($0).inserted }
    }
}
