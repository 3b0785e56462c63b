import Foundation
public import Model
public import XMLDocuments

/// The RELAX NG schemas of the definition language: what editors complete and check with (`docs/schemas`).
public enum DefinitionSchema {
    /// The schema of definitions, compiled.
    ///
    /// - Throws: `KTR-X141` when the installed file is missing or damaged.
    public static func load() throws(DiagnosticsError) -> RelaxNGSchema { try load("kontor-definitions.rng") }

    /// The schema of charts, SCXML with what Kontor adds, compiled.
    ///
    /// - Throws: `KTR-X141` when the installed file is missing or damaged.
    public static func loadWorkflow() throws(DiagnosticsError) -> RelaxNGSchema { try load("kontor-workflow.rng") }

    /// The schema of maps of imports, compiled.
    ///
    /// - Throws: `KTR-X141` when the installed file is missing or damaged.
    public static func loadImport() throws(DiagnosticsError) -> RelaxNGSchema { try load("kontor-import.rng") }

    private static func load(_ name: String) throws(DiagnosticsError) -> RelaxNGSchema {
        let file = Bundle.module.url(forResource: "Schemas", withExtension: nil)?.appendingPathComponent(name)
        guard let file, let data = try? Data(contentsOf: file) else {
            throw DiagnosticsError([
                Diagnostic(.error, "KTR-X141", "the schema \(name) is not installed", hint: "install Kontor again")
            ])
        }
        return try RelaxNGSchema([UInt8](data), name: name)
    }

    /// Holds every definition file and every map of imports against its schema. Meant for `kontor check` after the compiler has found nothing: where
    /// it has, it says the same in better words.
    public static func validate(_ sources: DefinitionSources) throws(DiagnosticsError) -> [Diagnostic] {
        let (schema, maps) = (try load(), try loadImport())
        let problems = sources.packs.flatMap(\.definitions).flatMap { schema.validate($0.bytes, file: $0.path) }
        return (problems + sources.packs.flatMap(\.importMaps).flatMap { maps.validate($0.bytes, file: $0.path) })
            .sortedForReading()
    }
}
