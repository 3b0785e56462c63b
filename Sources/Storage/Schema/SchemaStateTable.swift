import FoundationEssentials
import Model
import SQLText
public import SchemaPlanning

/// Each state of the definitions that was applied to this database; the last one holds.
public enum SchemaStateTable {
    /// The state that holds.
    public static func current(in reader: any SQLReader) throws -> SchemaState {
        try reader.first(
            SQLFragment(
                """
                SELECT "number", "applied_at", "fingerprint", "schema" FROM "kontor_schema_state"
                ORDER BY "number" DESC LIMIT 1
                """)
        ) { row in
            guard let schema = try? JSONDecoder().decode(AppliedSchema.self, from: Data(row.blob(3))) else {
                throw StorageError(.corrupt, "the schema state \(row.integer(0)) cannot be read")
            }
            return SchemaState(
                number: row.integer(0), applied: row.instant(1), fingerprint: row.text(2), schema: schema)
        } ?? .none
    }

    /// The number of the state that holds; 0 where nothing was applied.
    public static func number(in reader: any SQLReader) throws -> Int64 {
        try reader.integer(SQLFragment("SELECT max(\"number\") FROM \"kontor_schema_state\"")) ?? 0
    }

    /// What was called otherwise in older entries of the change log. Reads nothing else of the state, which may be large.
    public static func nameChanges(in reader: any SQLReader) throws -> [NameChange] {
        struct Names: Decodable { var nameChanges: [NameChange]? }
        let bytes = try reader.first(
            SQLFragment(
                """
                SELECT "schema" FROM "kontor_schema_state" WHERE "schema" LIKE '%"nameChanges":%' AND "number" =
                (SELECT max("number") FROM "kontor_schema_state")
                """)
        ) { $0.blob(0) }
        guard let bytes else { return [] }
        guard let names = try? JSONDecoder().decode(Names.self, from: Data(bytes)) else {
            throw StorageError(.corrupt, "the schema state cannot be read")
        }
        return names.nameChanges ?? []
    }

    static func append(_ state: SchemaState, on connection: any SQLConnection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let schema = String(decoding: try encoder.encode(state.schema), as: UTF8.self)
        try connection.execute(
            SQLFragment(
                """
                INSERT INTO "kontor_schema_state" ("number", "applied_at", "fingerprint", "schema")
                VALUES (?, ?, ?, ?)
                """, .integer(state.number), .integer(state.applied?.microseconds ?? 0), .text(state.fingerprint),
                .text(schema)))
    }
}

extension SchemaStateTable {
    /// All states in the order in which they came to hold.
    public static func all(in reader: any SQLReader) throws -> [SchemaState] {
        try reader.all(
            SQLFragment(
                """
                SELECT "number", "applied_at", "fingerprint", "schema" FROM "kontor_schema_state" ORDER BY "number"
                """)
        ) { row in
            guard let schema = try? JSONDecoder().decode(AppliedSchema.self, from: Data(row.blob(3))) else {
                throw StorageError(.corrupt, "the schema state \(row.integer(0)) cannot be read")
            }
            return SchemaState(
                number: row.integer(0), applied: row.instant(1), fingerprint: row.text(2), schema: schema)
        }
    }
}
