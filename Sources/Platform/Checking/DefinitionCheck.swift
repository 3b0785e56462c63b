import Definitions
import Exchange
import Foundation
public import Model
import Plugins
import Scripting
import StateCharts
import Storage
import StorageSQLite
import Workflows

/// What `kontor check` does: everything that can be found wrong with texts, without a database.
public enum DefinitionCheck {
    /// Checks the whole tree below a folder: definitions, charts with their Lua, plugins, and the schema at last.
    ///
    /// - Parameter database: what was applied there tells what was removed since; nothing is asked of it else. It need not be there.
    /// - Returns: errors and warnings; nothing is thrown for a text that is wrong.
    public static func tree(_ folder: String, database: DatabaseAddress? = nil) throws -> [Diagnostic] {
        let sources = try DefinitionTree.read(from: URL(fileURLWithPath: folder))
        let found = try problems(of: sources, since: database.flatMap(applied))
        return try found.hasErrors ? found : found + DefinitionSchema.validate(sources)
    }

    /// What was applied to a database; nil where that cannot be found out.
    private static func applied(to address: DatabaseAddress) -> DefinitionSources? {
        switch address {
        case .sqlite(let path):
            guard FileManager.default.fileExists(atPath: path),
                let store = try? SQLiteStore(path: path, as: .command, readerCount: 1)
            else { return nil }
            defer { store.close() }
            return try? store.read { try AppliedTextTable.sources(in: $0) }
        }
    }

    /// Checks one file, by its ending; a definition is checked as part of the tree in `folder`, where there is one.
    public static func file(_ path: String, in folder: String) throws -> [Diagnostic] {
        let bytes = try SourceText.read(path)
        switch URL(fileURLWithPath: path).pathExtension {
        case "lua": return plugin(bytes, path)
        case "scxml": return chart(bytes, path)
        case "xml": return try definition(bytes, path, folder)
        default:
            return [
                Diagnostic(
                    .error, "KTR-E132", "'\(path)' is not a file that Kontor checks",
                    hint: "definitions end in .xml, charts in .scxml, plugins in .lua")
            ]
        }
    }

    /// What an entity type, one of its attributes, an option set or a role is, and every file and line that set something on it, in the order of
    /// application.
    public static func explain(_ name: String, in folder: String) throws -> [String] {
        let catalog = try DefinitionCompiler.compile(DefinitionTree.read(from: URL(fileURLWithPath: folder)))
        let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
        guard let type = parts.first.flatMap(catalog.entityType(named:)) else {
            // Option sets and roles have names of their own, and nothing below them.
            let others = catalog.provenance(ofOptionSet: name) + catalog.provenance(ofRole: name)
            if !others.isEmpty { return ["\(name):"] + others.map { "  \($0)" } }
            throw unknown(parts.first ?? name, "entity type", catalog.entityTypes.map(\.name))
        }
        if parts.count == 3 {
            let presentation = PresentationExplanation(catalog: catalog)
            guard PresentationExplanation.kinds.contains(parts[1]) else {
                throw unknown(parts[1], "kind of thing", PresentationExplanation.kinds)
            }
            guard let lines = presentation.lines(parts[1], parts[2], of: type) else {
                throw unknown(parts[2], "\(parts[1]) of \(type.name)", presentation.names(parts[1], of: type))
            }
            return lines
        }
        guard parts.count == 2 else {
            return ["\(type.name): entity type of the pack \(type.pack), \(type.location)"]
                + type.declaredPositions.map { describe(type.attributes[$0]) }
                + catalog.provenance(of: type).map { "  \($0)" }
        }
        guard let attribute = type.attribute(named: parts[1]) else {
            throw unknown(parts[1], "attribute of \(type.name)", type.attributes.map(\.name))
        }
        return [describe(attribute)] + catalog.provenance(of: attribute, in: type).map { "  \($0)" }
    }

    /// All problems the compiler finds. Uses of something that was removed are gathered into one problem.
    ///
    /// - Parameter applied: the texts that were applied to a database; nil where none are known.
    static func problems(of sources: DefinitionSources, since applied: DefinitionSources?) throws -> [Diagnostic] {
        let problems = try check(sources)
        guard problems.hasErrors, let applied else { return problems }
        return UsesOfRemoved.gather(problems, before: applied, after: sources) { types in
            importMaps(of: sources, types).filter { $0.severity == .error }
        }
    }

    private static func importMaps(of sources: DefinitionSources, _ types: [EntityType]) -> [Diagnostic] {
        sources.packs.flatMap(\.importMaps).flatMap { map -> [Diagnostic] in
            do throws(DiagnosticsError) {
                return try ImportMap(parsing: map.bytes, file: map.path, types: types).warnings
            } catch {
                return error.diagnostics
            }
        }
    }

    private static func check(_ sources: DefinitionSources) throws -> [Diagnostic] {
        let catalog: Catalog
        do { catalog = try DefinitionCompiler.compile(sources) } catch { return error.diagnostics }
        var diagnostics = catalog.warnings
        for chart in catalog.charts.values { diagnostics += try lua(of: chart) + ChartRules.diagnostics(of: chart) }
        diagnostics += importMaps(of: sources, catalog.entityTypes)
        do { _ = try PluginRules(catalog) } catch { diagnostics += error.diagnostics }
        // What is wrong with one plugin says nothing about the others.
        diagnostics += PluginCheck.diagnostics(of: catalog)
        return diagnostics
    }

    private static func plugin(_ bytes: [UInt8], _ path: String) -> [Diagnostic] {
        do {
            let sandbox = try Sandbox(registrars: PluginRun.registrars)
            _ = try sandbox.compile(ScriptSource(String(decoding: bytes, as: UTF8.self), name: path))
            return []
        } catch let error as DiagnosticsError {
            return error.diagnostics
        } catch {
            return [Diagnostic(.error, "KTR-L302", "the plugin could not be loaded: \(error)")]
        }
    }

    private static func chart(_ bytes: [UInt8], _ path: String) -> [Diagnostic] {
        do {
            let chart = try Chart.compile(bytes, file: path)
            return try chart.warnings + chart.bindingDiagnostics() + lua(of: chart) + ChartRules.diagnostics(of: chart)
        } catch let error as DiagnosticsError {
            return error.diagnostics
        } catch {
            return [Diagnostic(.error, "KTR-C141", "the chart could not be checked: \(error)")]
        }
    }

    private static func lua(of chart: Chart) throws -> [Diagnostic] {
        guard chart.dataModel == "lua" else { return [] }
        return try LuaDataModel(chart: chart, sandbox: ChartSandbox()).diagnostics()
    }

    private static func definition(_ bytes: [UInt8], _ path: String, _ folder: String) throws -> [Diagnostic] {
        let root = URL(fileURLWithPath: folder).standardizedFileURL.path
        let full = URL(fileURLWithPath: path).standardizedFileURL.path
        if full.hasPrefix(root + "/entity-definitions/") {
            let relative = String(full.dropFirst(root.count + 1))
            return try tree(folder).filter { $0.location?.file == relative }
        }
        let pack = "file"
        let manifest =
            "<pack xmlns=\"urn:kontor:definitions:1\" name=\"\(pack)\" version=\"1.0.0\"><label>\(pack)</label></pack>"
        let sources = DefinitionSources(packs: [
            PackSources(
                name: pack,
                definitions: [SourceFile(path: "pack.xml", text: manifest), SourceFile(path: path, bytes: bytes)])
        ])
        let found = try check(sources)
        return try (found.hasErrors ? found : found + DefinitionSchema.validate(sources))
            .filter { $0.location?.file == path }
    }

    private static func describe(_ attribute: Attribute) -> String {
        "\(attribute.name): " + ([attribute.type.summary] + attribute.demands).joined(separator: ", ")
            + ", \(attribute.location)"
    }

    private static func unknown(_ name: String, _ what: String, _ known: [String]) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(
                .error, "KTR-E133", "there is no \(what) '\(name)'",
                hint: nearestName(to: name, among: known).map { "did you mean '\($0)'?" })
        ])
    }
}
