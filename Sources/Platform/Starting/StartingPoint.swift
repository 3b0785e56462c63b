import Definitions
public import Foundation
import Model

/// A commented file to begin with: what `kontor new` writes.
///
///     let path = try StartingPoint(.entity, named: "contract", pack: "sales").write(in: folder)
///
/// Nothing is ever overwritten, and what is written compiles together with what is there.
public struct StartingPoint: Sendable {
    /// What can be begun.
    public enum Kind: String, Sendable, CaseIterable {
        case entity, pack, chart, plugin
    }

    private let kind: Kind
    private let name: String
    private let pack: String?

    /// A thing to begin.
    ///
    /// - Parameter pack: where it belongs; not needed for a pack itself, and where the project has only one.
    public init(_ kind: Kind, named name: String, pack: String? = nil) {
        self.kind = kind
        self.name = name
        self.pack = pack
    }

    /// Writes the file.
    ///
    /// - Returns: its path, relative to the folder.
    /// - Throws: `KTR-D12…` for a name that cannot be used, `KTR-E150` where something of the name is there, `KTR-E151` where the
    ///   pack is not clear, and what the compiler says where the new file does not fit the others.
    public func write(in folder: URL) throws -> String {
        let use: DefinitionName.Use = kind == .entity ? .word : .label
        if let problem = DefinitionName.problem(name, for: use, of: "\(kind == .entity ? "an" : "a") \(kind.rawValue)")
        {
            throw DiagnosticsError([problem])
        }
        let sources = try sources(folder)
        let owner = try pack(among: sources)
        let path = path(in: owner)
        let target = folder.appendingPathComponent(path)
        let isTaken = kind == .pack && sources.packs.contains { $0.name == name }
        guard !isTaken, !FileManager.default.fileExists(atPath: target.path) else {
            throw failure(
                "KTR-E150", "\(isTaken ? "the pack '\(name)'" : path) already exists",
                "choose another name, or edit it")
        }
        var file = SourceFile(path: path, text: text(in: owner, sources))
        if kind == .entity || kind == .pack {
            file = SourceFile(path: path, text: try CanonicalText.of(file.bytes, file: path))
        }
        try check(file, pack: owner, sources)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        // Fails where a file has appeared since.
        try Data(file.bytes).write(to: target, options: .withoutOverwriting)
        return path
    }

    private func path(in owner: String) -> String {
        switch kind {
        case .entity: "entity-definitions/\(owner)/\(name).xml"
        case .pack: "entity-definitions/\(name)/pack.xml"
        case .chart: "workflows/\(owner)/\(name).scxml"
        case .plugin: "plugins/\(owner)/\(name).lua"
        }
    }

    private func text(in owner: String, _ sources: DefinitionSources) -> String {
        switch kind {
        case .entity: StartingText.entity(name)
        case .pack: StartingText.pack(name, requires: sources.packs.contains { $0.name == "base" } ? "base" : nil)
        case .chart: StartingText.chart(name)
        case .plugin: StartingText.plugin(name, pack: owner)
        }
    }

    // MARK: The project

    /// An empty project is one to which the first pack is added.
    private func sources(_ folder: URL) throws -> DefinitionSources {
        let root = folder.appendingPathComponent("entity-definitions").path
        if kind == .pack, !FileManager.default.fileExists(atPath: root) { return DefinitionSources(packs: []) }
        return try DefinitionTree.read(from: folder)
    }

    private func pack(among sources: DefinitionSources) throws -> String {
        if kind == .pack { return name }
        let known = sources.packs.map(\.name)
        if let pack {
            guard known.contains(pack) else {
                let near = nearestName(to: pack, among: known).map { "did you mean '\($0)'?" }
                throw failure(
                    "KTR-E151", "there is no pack '\(pack)'", near ?? "create it with: kontor new pack \(pack)")
            }
            return pack
        }
        guard let only = known.first, known.count == 1 else {
            throw failure(
                "KTR-E151", "it is not clear which pack the \(kind.rawValue) belongs to",
                known.isEmpty
                    ? "create one with: kontor new pack NAME"
                    : "name it with --pack: \(shortList(known))")
        }
        return only
    }

    /// The new file must compile with what is there; what was wrong before is not its business.
    private func check(_ file: SourceFile, pack owner: String, _ sources: DefinitionSources) throws {
        var sources = sources
        if kind == .pack { sources.packs.append(PackSources(name: owner)) }
        guard let index = sources.packs.firstIndex(where: { $0.name == owner }) else { return }
        switch kind {
        case .entity, .pack: sources.packs[index].definitions.append(file)
        case .chart: sources.packs[index].charts.append(file)
        case .plugin: sources.packs[index].plugins.append(file)
        }
        do {
            _ = try DefinitionCompiler.compile(sources)
        } catch {
            // Of two things with one name, the compiler may point at the other.
            let own = error.diagnostics.filter {
                $0.severity == .error && ($0.location?.file == file.path || $0.hint?.contains(file.path) == true)
            }
            if !own.isEmpty { throw DiagnosticsError(own) }
        }
    }

    private func failure(_ code: String, _ message: String, _ hint: String) -> DiagnosticsError {
        DiagnosticsError([Diagnostic(.error, code, message, hint: hint)])
    }
}
