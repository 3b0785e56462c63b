public import Definitions
import SQLText

/// The texts of the definitions that hold: what a server compiles that starts, or takes over what another process applied.
///
/// Only of the state that holds. What was before is in the history of the project's own files.
public enum AppliedTextTable {
    /// Where the texts of a part lie in a pack's sources.
    private static var parts: [(name: String, path: WritableKeyPath<PackSources, [SourceFile]>)] {
        [
            ("definition", \.definitions), ("import", \.importMaps), ("chart", \.charts), ("plugin", \.plugins),
            ("template", \.templates),
        ]
    }

    /// Whether no texts were kept: nothing was applied, or by a version that kept none.
    public static func isEmpty(in reader: any SQLReader) throws -> Bool {
        try !reader.exists(SQLFragment("SELECT 1 FROM \"kontor_applied_text\" LIMIT 1"))
    }

    /// The texts; nil where none were kept.
    public static func sources(in reader: any SQLReader) throws -> DefinitionSources? {
        var packs: [String: PackSources] = [:]
        try reader.forEachRow(
            SQLFragment(
                "SELECT \"path\", \"pack\", \"part\", \"bytes\" FROM \"kontor_applied_text\" ORDER BY \"path\"")
        ) { row in
            let (pack, part) = (row.text(1), row.text(2))
            guard let place = parts.first(where: { $0.name == part }) else {
                throw StorageError(.corrupt, "the applied text \(row.text(0)) is of an unknown part")
            }
            packs[pack, default: PackSources(name: pack)][keyPath: place.path]
                .append(SourceFile(path: row.text(0), bytes: row.blob(3)))
        }
        return packs.isEmpty ? nil : DefinitionSources(packs: packs.values.sorted { $0.name < $1.name })
    }

    /// Puts texts in the place of those that are kept.
    static func replace(by sources: DefinitionSources, on connection: any SQLConnection) throws {
        try connection.execute(SQLFragment("DELETE FROM \"kontor_applied_text\""))
        for pack in sources.packs {
            for part in parts {
                for file in pack[keyPath: part.path] {
                    try connection.execute(
                        SQLFragment(
                            "INSERT INTO \"kontor_applied_text\" (\"path\", \"pack\", \"part\", \"bytes\") VALUES (?, ?, ?, ?)",
                            .text(file.path), .text(pack.name), .text(part.name), .blob(file.bytes)))
                }
            }
        }
    }
}
