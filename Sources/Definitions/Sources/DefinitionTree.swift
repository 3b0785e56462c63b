public import Foundation
public import Model

/// Reads the three trees of a project from disk; the only part of this target that touches files.
public enum DefinitionTree {
    /// Collects the packs below a folder: every folder in `entity-definitions/`, `workflows/` and `plugins/` is one, by its
    /// name. Folders inside a pack, such as `imports` with the maps of imports, hold no definitions. The order does not depend on
    /// the file system.
    ///
    /// Links are not followed and hidden files are left out.
    ///
    /// - Throws: `KTR-D101` when there is no `entity-definitions` folder, `KTR-D102` for what cannot be read.
    public static func read(from folder: URL) throws(DiagnosticsError) -> DefinitionSources {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        let root = folder.appendingPathComponent("entity-definitions")
        guard manager.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-D101", "there is no folder 'entity-definitions' in \(folder.path)",
                    hint: "start kontor in the project's folder, or name it with --project")
            ])
        }
        var packs: [String: PackSources] = [:]
        var problems: [Diagnostic] = []
        for (tree, suffix, part) in trees {
            for name in names(in: folder.appendingPathComponent(tree)) {
                let base = folder.appendingPathComponent("\(tree)/\(name)")
                var paths = files(in: base, prefix: "\(tree)/\(name)", suffix: suffix)
                if tree == "entity-definitions" {
                    let maps = base.appendingPathComponent("imports")
                    paths += files(in: maps, prefix: "\(tree)/\(name)/imports", suffix: suffix)
                }
                for path in paths {
                    do {
                        let data = try Data(contentsOf: folder.appendingPathComponent(path))
                        let isMap = path.hasPrefix("entity-definitions/\(name)/imports/")
                        packs[name, default: PackSources(name: name)][keyPath: isMap ? \.importMaps : part]
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

    private static var trees: [(String, String, WritableKeyPath<PackSources, [SourceFile]>)] {
        [
            ("entity-definitions", ".xml", \.definitions), ("workflows", ".scxml", \.charts),
            ("plugins", ".lua", \.plugins),
        ]
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
