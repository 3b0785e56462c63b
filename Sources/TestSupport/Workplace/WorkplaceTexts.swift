public import Definitions

/// Definitions as an administrator and a consultant write them, for a ``Workplace``.
///
///     let texts = WorkplaceTexts(
///         definitions: #"<entity name="note" set="notes" title="{text}"><text name="text"/></entity>"#,
///         charts: ["note": "<scxml …>"], plugins: ["check": "kontor.before_save(…)"])
///
/// The role `admin`, which may do everything, is there without being written.
public struct WorkplaceTexts: Sendable {
    /// What stands inside `<definitions>`.
    public var definitions: String
    /// Charts by file name, without folder and extension.
    public var charts: [String: String]
    /// Plugins by file name, without folder and extension.
    public var plugins: [String: String]

    /// The texts of one pack, `test`.
    public init(definitions: String, charts: [String: String] = [:], plugins: [String: String] = [:]) {
        self.definitions = definitions
        self.charts = charts
        self.plugins = plugins
    }

    /// What the compiler reads: `entity-definitions/test/types.xml`, `workflows/test/NAME.scxml`, `plugins/test/NAME.lua`.
    public var sources: DefinitionSources {
        let pack = """
            <pack xmlns="urn:kontor:definitions:1" name="test" version="1.0.0"><label>Test</label></pack>
            """
        let types = """
            <definitions xmlns="urn:kontor:definitions:1">\(definitions)
            <role name="admin"><label>Admin</label>
            <grant entity="*" privileges="create read update delete" events="*"/></role></definitions>
            """
        return DefinitionSources(packs: [
            PackSources(
                name: "test",
                definitions: [
                    SourceFile(path: "entity-definitions/test/pack.xml", text: pack),
                    SourceFile(path: "entity-definitions/test/types.xml", text: types),
                ],
                charts: charts.sorted { $0.key < $1.key }.map {
                    SourceFile(path: "workflows/test/\($0.key).scxml", text: $0.value)
                },
                plugins: plugins.sorted { $0.key < $1.key }.map {
                    SourceFile(path: "plugins/test/\($0.key).lua", text: $0.value)
                })
        ])
    }
}
