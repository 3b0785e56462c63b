import Model
import XMLDocuments

/// Reads all files of a pack into declarations.
enum PackReader {
    static func read(_ sources: PackSources, into declarations: inout Declarations, _ findings: inout Findings) {
        var manifest: Pack?
        var roots: [XMLElement] = []
        for file in sources.definitions.sorted(by: { $0.path < $1.path }) {
            do throws(DiagnosticsError) {
                roots.append(try XMLDocument.parse(file.bytes, file: file.path).root)
            } catch {
                findings.add(error.diagnostics)
                findings.unread.add(namesIn: file)
                findings.unread.add(sources.name)
            }
        }
        findings.begin(sources.name, languages: languages(of: roots))
        for root in roots {
            guard let reader = rootReader(root, &findings) else { continue }
            if root.name == "pack" {
                if manifest != nil {
                    findings.error(
                        "KTR-D107", "the pack '\(sources.name)' has two manifests", hint: "remove one",
                        at: root.location)
                }
                manifest = ManifestReader.read(reader, folder: sources.name, &findings) ?? manifest
            } else {
                read(reader, pack: sources.name, into: &declarations, &findings)
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
        guard ElementShape.roots.contains(root.name), let shape = ElementShape.of(root) else {
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
        case "extend":
            if let extending = ExtensionReader.read(reader, pack: pack, &findings) {
                declarations.extensions.append(extending)
            }
        default:
            for element in reader.children(reader.shape.children) {
                guard let shape = ElementShape.of(element) else { continue }
                read(ElementReader(element, shape: shape, &findings), pack: pack, into: &declarations, &findings)
            }
        }
    }

    /// The languages that the manifests say all texts exist in (`languages="en de"`); nil where none says so.
    static func languages(ofInstallation packs: [PackSources]) -> [Language]? {
        var declared: Set<Language>?
        for pack in packs {
            for file in pack.definitions where file.path.hasSuffix("pack.xml") {
                // What is wrong with the text is told when the pack is read.
                guard let root = try? XMLDocument.parse(file.bytes, file: file.path).root, root.name == "pack",
                    let words = root.attribute("languages")?.value.split(whereSeparator: \.isWhitespace)
                else { continue }
                declared = (declared ?? []).union(words.map { Language(rawValue: String($0)) })
            }
        }
        return declared.map { $0.subtracting([.english]).sorted { $0.rawValue < $1.rawValue } }
    }

    /// The languages that the manifest's own label is written in.
    private static func languages(of roots: [XMLElement]) -> [Language] {
        let labels = roots.first { $0.name == "pack" }?.elements.filter { $0.name == "label" } ?? []
        let written = labels.compactMap { $0.attribute("lang", namespace: ElementReader.xmlNamespace)?.value }
        return Set(written.map { Language(rawValue: $0) }).subtracting([.english]).sorted { $0.rawValue < $1.rawValue }
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
