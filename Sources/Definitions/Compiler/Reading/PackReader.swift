import Model
import XMLDocuments

/// Reads all files of a pack into declarations.
enum PackReader {
    static func read(_ sources: PackSources, into declarations: inout Declarations, _ findings: inout Findings) {
        var manifest: Pack?
        for file in sources.definitions.sorted(by: { $0.path < $1.path }) {
            do throws(DiagnosticsError) {
                let root = try XMLDocument.parse(file.bytes, file: file.path).root
                guard let reader = rootReader(root, &findings) else { continue }
                if root.name == "pack" {
                    if manifest != nil {
                        findings.error("KTR-D107", "the pack '\(sources.name)' has two manifests", at: root.location)
                    }
                    manifest = readManifest(reader, folder: sources.name, &findings) ?? manifest
                } else {
                    read(reader, pack: sources.name, into: &declarations, &findings)
                }
            } catch {
                findings.add(error.diagnostics)
            }
        }
        if let manifest {
            declarations.packs.append(manifest)
        } else {
            reportMissingManifest(of: sources, &findings)
        }
    }

    private static func rootReader(_ root: XMLElement, _ findings: inout Findings) -> ElementReader? {
        guard root.namespace == ElementReader.namespace else {
            findings.error(
                "KTR-D110", "<\(root.name)> is not in the namespace of definitions",
                hint: "write <\(root.name) xmlns=\"\(ElementReader.namespace)\" …>", at: root.location)
            return nil
        }
        guard ElementShape.roots.contains(root.name), let shape = ElementShape.all[root.name] else {
            findings.error(
                "KTR-D110", "<\(root.name)> cannot be the root of a definition",
                hint: suggestion(for: root.name, among: ElementShape.roots), at: root.location)
            return nil
        }
        return ElementReader(root, shape: shape, &findings)
    }

    private static func read(
        _ reader: ElementReader, pack: String, into declarations: inout Declarations, _ findings: inout Findings
    ) {
        switch reader.element.name {
        case "entity":
            if let entity = EntityReader.read(reader, pack: pack, &findings) { declarations.entities.append(entity) }
        case "options":
            if let options = OptionsReader.read(reader, pack: pack, &findings) { declarations.options.append(options) }
        case "role":
            if let role = RoleReader.read(reader, pack: pack, &findings) { declarations.roles.append(role) }
        default:
            for element in reader.children(reader.shape.children) {
                guard let shape = ElementShape.all[element.name] else { continue }
                read(ElementReader(element, shape: shape, &findings), pack: pack, into: &declarations, &findings)
            }
        }
    }

    private static func readManifest(
        _ reader: ElementReader, folder: String, _ findings: inout Findings
    ) -> Pack? {
        guard let name = reader.value("name"), let version = reader.value("version"),
            NameRules.checkForm(name, of: "a pack", &findings)
        else { return nil }
        if name.value != folder {
            findings.error(
                "KTR-D104", "the manifest says '\(name.value)', but the folder is called '\(folder)'",
                hint: "give both the same name", at: name.location)
        }
        let numbers = version.value.split(separator: ".", omittingEmptySubsequences: false)
        if numbers.count != 3 || !numbers.allSatisfy({ UInt32($0) != nil && $0.allSatisfy(\.isNumber) }) {
            findings.error(
                "KTR-D108", "'\(version.value)' is not a version", hint: "write three numbers: 1.0.0",
                at: version.location)
        }
        return Pack(
            name: folder, version: version.value, label: reader.label(of: "pack", named: name.value, &findings),
            requires: reader.words("requires").map(\.value), location: reader.location)
    }

    private static func reportMissingManifest(of sources: PackSources, _ findings: inout Findings) {
        let files = sources.definitions + sources.charts + sources.plugins
        let hasOne = sources.definitions.contains { $0.path.hasSuffix("/pack.xml") || $0.path == "pack.xml" }
        // A manifest that could not be read has been reported already.
        guard !hasOne, let first = files.map(\.path).min() else { return }
        findings.error(
            "KTR-D103", "the pack '\(sources.name)' has no manifest",
            hint:
                "add entity-definitions/\(sources.name)/pack.xml with <pack name=\"\(sources.name)\" version=\"1.0.0\"/>",
            at: SourceLocation(file: first, line: 1))
    }
}
