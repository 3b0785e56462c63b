import Model
import SQLText

/// A hidden column by which the database itself sees to it that a lookup to several entity types leads to a record that is there.
///
/// A foreign key leads to one table. So for each entity type that the lookup may lead to, a computed column holds the id where it is
/// one of its records, and nothing otherwise; that column has the foreign key. One more computes whether id and entity type go
/// together, and may only say yes. Nothing is stored for them on SQLite but the entries of their indexes.
struct ReferenceGuard: Hashable {
    enum Purpose: Hashable {
        /// The id where it is a record of this entity type.
        case reference(String)
        /// Whether the entity type is one of these, and there is one where there is an id.
        case pairing([String])
    }

    var table: String
    /// The lookup's column.
    var column: String
    var purpose: Purpose

    /// What the lookups of a schema need.
    static func guards(of schema: AppliedSchema) -> [ReferenceGuard] {
        schema.tables.flatMap { table in
            table.columns.flatMap { column -> [ReferenceGuard] in
                guard case .polymorphic(let targets) = column.kind else { return [] }
                let pairing = ReferenceGuard(
                    table: table.name, column: column.name, purpose: .pairing(targets.sorted()))
                return [pairing]
                    + targets.sorted().map {
                        ReferenceGuard(table: table.name, column: column.name, purpose: .reference($0))
                    }
            }
        }
    }
}

extension SchemaStatements {
    private func name(of guarding: ReferenceGuard) -> String {
        switch guarding.purpose {
        case .reference(let target): shortened("kontor_\(guarding.column)__\(target)")
        case .pairing: shortened("kontor_\(guarding.column)__")
        }
    }

    private func indexName(of guarding: ReferenceGuard) -> String {
        quotedIdentifier(shortened("\(guarding.table)__\(name(of: guarding))__index"))
    }

    /// Makes the column, and the index by which a delete finds what refers to its record.
    func add(_ guarding: ReferenceGuard) -> [String] {
        let table = quotedIdentifier(guarding.table)
        let (name, column) = (quotedIdentifier(name(of: guarding)), quotedIdentifier(guarding.column))
        let told = quotedIdentifier(AttributeType.targetTypeName(of: guarding.column))
        let kept = dialect == .sqlite ? "VIRTUAL" : "STORED"
        switch guarding.purpose {
        case .reference(let target):
            return [
                """
                ALTER TABLE \(table) ADD COLUMN \(name) \(dialect.name(of: .blob)) GENERATED ALWAYS AS \
                (CASE \(told) WHEN '\(target)' THEN \(column) END) \(kept)\(reference(target))
                """,
                "CREATE INDEX \(indexName(of: guarding)) ON \(table) (\(name)) WHERE \(name) IS NOT NULL",
            ]
        case .pairing(let targets):
            let list = targets.map { "'\($0)'" }.joined(separator: ", ")
            return [
                """
                ALTER TABLE \(table) ADD COLUMN \(name) \(dialect.name(of: .integer)) GENERATED ALWAYS AS (CASE \
                WHEN \(column) IS NULL AND \(told) IS NULL THEN 1 WHEN \(column) IS NOT NULL AND \(told) IN (\(list)) \
                THEN 1 ELSE 0 END) \(kept) CHECK (\(name) = 1)
                """
            ]
        }
    }

    func drop(_ guarding: ReferenceGuard) -> [String] {
        let column = dropColumn(guarding.table, name(of: guarding))
        if case .pairing = guarding.purpose { return [column] }
        return ["DROP INDEX \(indexName(of: guarding))", column]
    }

    /// Tells of records that have a lookup already to which entity type it leads.
    ///
    /// Computed from what is there: the lookup may have led to one entity type only, until now.
    func tellTargets(_ table: String, _ column: String, _ targets: [String]) -> String {
        let quoted = "\(quotedIdentifier(table)).\(quotedIdentifier(column))"
        let cases = targets.map { target in
            "WHEN EXISTS (SELECT 1 FROM \(quotedIdentifier(target)) AS \"kontor_target\" WHERE \"kontor_target\".\"id\" = \(quoted)) THEN '\(target)'"
        }
        let told = quotedIdentifier(AttributeType.targetTypeName(of: column))
        return """
            UPDATE \(quotedIdentifier(table)) SET \(told) = CASE \(cases.joined(separator: " ")) END \
            WHERE \(quotedIdentifier(column)) IS NOT NULL AND \(told) IS NULL
            """
    }

    /// Follows an entity type's new name in the records that refer to its records.
    func renameTarget(_ table: String, _ column: String, from old: String, to new: String) -> String {
        let told = quotedIdentifier(AttributeType.targetTypeName(of: column))
        return "UPDATE \(quotedIdentifier(table)) SET \(told) = '\(new)' WHERE \(told) = '\(old)'"
    }
}
