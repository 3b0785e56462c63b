public import Model
import StateCharts

/// Turns the texts of a project into a catalog.
///
///     let sources = try DefinitionTree.read(from: folder)
///     let catalog = try DefinitionCompiler.compile(sources)
///
/// The steps, each over all packs, so that all problems are found at once: charts are compiled; files are read into
/// declarations; packs extend what others declare; names are put into a directory; entity types, charts, views and roles are resolved against it.
///
/// The compiler checks by itself everything that the RELAX NG schema does, with better messages and several times as fast;
/// a server trusts it. `kontor check` holds the files against the schema too (``DefinitionSchema``).
public enum DefinitionCompiler {
    /// Compiles all packs.
    ///
    /// - Returns: the catalog, with warnings in ``Catalog/warnings``.
    /// - Throws: every problem found, sorted by place, when at least one is an error; warnings among them.
    public static func compile(_ sources: DefinitionSources) throws(DiagnosticsError) -> Catalog {
        let compilation = compilation(of: sources)
        let diagnostics = compilation.diagnostics
        if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
        var parts = compilation.parts
        parts.warnings = diagnostics
        parts.fingerprint = Fingerprint.of(sources)
        return Catalog(parts)
    }

    /// Takes all the steps, whatever is found on the way.
    ///
    /// - Parameter removed: what is added to the declarations again, to see what is missing without it.
    static func compilation(of sources: DefinitionSources, restoring removed: [RemovedName] = []) -> Compilation {
        let packs = sources.packs.sorted { $0.name < $1.name }
        var findings = Findings(languages: PackReader.languages(ofInstallation: packs))
        let charts = ChartCompilation.compile(packs, &findings) + removed.compactMap(\.chart)
        var declarations = Declarations()
        for pack in packs { PackReader.read(pack, into: &declarations, &findings) }
        let scope = PackScope(declarations.packs, &findings)
        // Before other packs extend them, and after they have added relationships.
        ManyToManyExpansion.expand(&declarations)
        var extending = Extending(scope: scope, order: PackOrder(declarations.packs, &findings))
        extending.apply(to: &declarations, &findings)
        ManyToManyExpansion.expand(&declarations)
        for name in removed { name.restore(in: &declarations) }
        let directory = Directory(declarations, charts: charts, scope: scope, &findings)

        var parts = Catalog.Parts()
        parts.packs = declarations.packs
        parts.provenance = extending.provenance
        parts.optionSets = declarations.options.map(\.set)
        parts.charts = directory.charts.mapValues(\.chart)
        parts.plugins = packs.flatMap { pack in
            pack.plugins.sorted { $0.path < $1.path }.map { PluginSource(pack: pack.name, file: $0) }
        }
        let resolver = EntityResolver(directory: directory)
        parts.entityTypes = declarations.entities.map { resolver.resolve($0, &findings) }
        FormerNames.checkEntityTypes(declarations.entities, &findings)
        ScriptUses.check(packs, charts: charts, parts.entityTypes, &findings)
        parts.inverseNames = InverseNames.gather(declarations.entities, &findings)
        for chart in charts { ChartCompilation.bind(chart, in: directory, &findings) }

        let types = Dictionary(parts.entityTypes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let inverses = Catalog.inverses(of: parts)
        let formulas = FormulaCompilation(
            declarations.entities, types: types, charts: directory.charts, inverses: inverses)
        parts.formulas = formulas.compile(parts.entityTypes, &findings)
        parts.rollups = RollupCompilation(catalog: formulas.catalog).compile(
            declarations.entities, parts.entityTypes, &findings)
        let filters = FilterCompilation(catalog: formulas.catalog)
        let views = ViewResolver(filters: filters, directory: directory)
        let defaults = DefaultExpressions(filters: filters)
        let forms = FormResolver(directory: directory, types: types, inverses: inverses)
        var documents = DocumentResolver(directory: directory, types: types, packs: packs)
        for (entity, type) in zip(declarations.entities, parts.entityTypes) {
            parts.views[type.name] = views.resolve(entity.views, of: type, &findings)
            parts.computedDefaults[type.name] = defaults.resolve(entity, of: type, &findings)
            parts.forms[type.name] = forms.resolve(entity.forms, of: type, &findings)
            parts.documents[type.name] = documents.resolve(entity.documents, of: type, &findings)
        }
        documents.warnOfUnused(&findings)
        let roles = RoleResolver(directory: directory, filters: filters)
        parts.roles = declarations.roles.map { roles.resolve($0, &findings) }

        return Compilation(parts: parts, declarations: declarations, charts: charts, findings: findings)
    }
}
