public import Foundation
public import Model

/// Reads the three trees of a project from disk; the only part of this target that touches files.
public enum DefinitionTree {
    /// Collects the packs below a folder: every folder in `entity-definitions/`, `workflows/` and `plugins/` is one, by its
    /// name. Folders inside a pack hold no definitions: `imports` has maps of imports, `templates` texts of documents. The order does not depend on
    /// the file system.
    ///
    /// Links are not followed and hidden files are left out.
    ///
    /// - Throws: `KTR-D101` when there is no `entity-definitions` folder, `KTR-D102` for what cannot be read.
    public static func read(from folder: URL) throws(DiagnosticsError) -> DefinitionSources {
        try requireTree(in: folder)
        var packs: [String: PackSources] = [:]
        var problems: [Diagnostic] = []
        for (tree, suffix, part) in trees {
            for name in names(in: folder.appendingPathComponent(tree)) {
                let base = folder.appendingPathComponent("\(tree)/\(name)")
                let own = files(in: base, prefix: "\(tree)/\(name)", suffix: suffix).map { (part, $0) }
                let inner = (inside[tree] ?? []).flatMap { folder, suffix, part in
                    files(
                        in: base.appendingPathComponent(folder), prefix: "\(tree)/\(name)/\(folder)", suffix: suffix
                    ).map { (part, $0) }
                }
                for (part, path) in own + inner {
                    do {
                        let data = try Data(contentsOf: folder.appendingPathComponent(path))
                        packs[name, default: PackSources(name: name)][keyPath: part]
                            .append(SourceFile(path: path, bytes: [UInt8](data)))
                    } catch {
                        problems.append(
                            Diagnostic(
                                .error, "KTR-D102", "\(path) cannot be read: \(error.localizedDescription)",
                                at: SourceLocation(file: path, line: 1)))
                    }
                }
            }
        }
        guard problems.isEmpty else { throw DiagnosticsError(problems) }
        return DefinitionSources(packs: packs.values.sorted { $0.name < $1.name })
    }

    /// Checks that a folder is one of a project.
    ///
    /// - Throws: `KTR-D101` when there is no `entity-definitions` folder in it.
    public static func requireTree(in folder: URL) throws(DiagnosticsError) {
        var isFolder: ObjCBool = false
        let root = folder.appendingPathComponent("entity-definitions")
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-D101", "there is no folder 'entity-definitions' in \(folder.path)",
                    hint: "start kontor in the project's folder, or name it with --definitions")
            ])
        }
    }

    private static var trees: [(String, String, WritableKeyPath<PackSources, [SourceFile]>)] {
        [
            ("entity-definitions", ".xml", \.definitions), ("workflows", ".scxml", \.charts),
            ("plugins", ".lua", \.plugins),
        ]
    }

    /// Folders inside a pack, by the tree that they stand in.
    private static var inside: [String: [(String, String, WritableKeyPath<PackSources, [SourceFile]>)]] {
        ["entity-definitions": [("imports", ".xml", \.importMaps), ("templates", ".mustache", \.templates)]]
    }

    private static func names(in folder: URL) -> [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return found.filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func files(in folder: URL, prefix: String, suffix: String) -> [String] {
        names(in: folder).filter { $0.hasSuffix(suffix) }.compactMap { name in
            let path = folder.appendingPathComponent(name)
            let kind = try? FileManager.default.attributesOfItem(atPath: path.path)[.type] as? FileAttributeType
            return kind == .typeRegular ? "\(prefix)/\(name)" : nil
        }
    }
}
