import Model
import SQLText
import SchemaPlanning

/// Finds the records whose lookup could not lead where a changed definition wants it to.
struct ReferenceCheck {
    private let change: ColumnChange
    private let plan: MigrationPlan
    private let reader: any SQLReader

    init(_ change: ColumnChange, _ plan: MigrationPlan, _ reader: any SQLReader) {
        self.change = change
        self.plan = plan
        self.reader = reader
    }

    /// What stands in the way.
    func problems() throws -> [Diagnostic] {
        var problems: [Diagnostic] = []
        if change.isOtherReference || change.isNamedReference, let problem = try missingTargets() {
            problems.append(problem)
        }
        if change.becomesTree, let problem = try rings() { problems.append(problem) }
        return problems
    }

    private var table: String { quotedIdentifier(plan.renames.oldName(ofTable: change.table)) }
    private var column: String {
        "\(table).\(quotedIdentifier(plan.renames.oldName(ofColumn: change.to.name, in: change.table)))"
    }

    private func missingTargets() throws -> Diagnostic? {
        // Which entity type it is of tells, of a record that a lookup to several leads to, the attribute beside it.
        if change.to.target == nil, change.from.target == nil { return nil }
        let known = Set(plan.base.tables.map(\.name))
        let matches = change.to.targets.compactMap { target -> String? in
            let old = plan.renames.oldName(ofTable: target)
            guard known.contains(old) else { return nil }
            let key = change.key.map { plan.renames.oldName(ofColumn: $0, in: target) } ?? "id"
            return """
                EXISTS (SELECT 1 FROM \(quotedIdentifier(old)) AS "kontor_target" \
                WHERE "kontor_target".\(quotedIdentifier(key)) = \(column))
                """
        }
        let none = matches.isEmpty ? "" : " AND NOT (\(matches.joined(separator: " OR ")))"
        let empty = change.key == nil ? "" : " AND \(column) <> ''"
        let targets = change.to.targets.map { "'\($0)'" }.joined(separator: " or ")
        let what =
            change.key.map { "no record of \(targets) has it as its '\($0)'" } ?? "it is not a record of \(targets)"
        return try problem(
            "KTR-P160", where: "\(column) IS NOT NULL\(empty)\(none)",
            "cannot have '\(change.to.name)' lead to \(targets)",
            each: what)
    }

    /// Records that lie below themselves, or deeper than a tree may be.
    private func rings() throws -> Diagnostic? {
        let ring = """
            "id" IN (WITH RECURSIVE above(start, id, level) AS (SELECT "id", \(column), 1 FROM \(table) \
            WHERE \(column) IS NOT NULL UNION ALL SELECT above.start, \(column), above.level + 1 \
            FROM above JOIN \(table) ON \(table)."id" = above.id \
            WHERE \(column) IS NOT NULL AND above.id <> above.start AND above.level <= 100) \
            SELECT start FROM above WHERE id = start OR level > 100)
            """
        return try problem(
            "KTR-P161", where: ring, "cannot form a tree by '\(change.to.name)'", each: "it is below itself")
    }

    private func problem(_ code: String, where condition: String, _ what: String, each: String) throws -> Diagnostic? {
        let count = try reader.integer(SQLFragment("SELECT count(*) FROM \(table) WHERE \(condition)")) ?? 0
        guard count > 0 else { return nil }
        let codec = ColumnCodec(change.from.kind)
        let limit = SchemaInspection.shownLimit
        let lines = try reader.all(
            SQLFragment(
                "SELECT \(table).\"id\", \(column) FROM \(table) WHERE \(condition) ORDER BY \(table).\"id\" LIMIT \(limit)"
            )
        ) { row in
            let value = change.isPersonal ? "••• (personal data)" : "'\(try codec.decode(row, 1).displayText)'"
            return "\n        \(try row.recordID(0)): \(value): \(each)"
        }
        return Diagnostic(
            .error, code, "\(count) \(count == 1 ? "record" : "records") of '\(change.table)' \(what)",
            hint: "correct these records under the old definition, or change the new one"
                + (count > lines.count ? " (the first \(lines.count))" : "") + lines.joined(),
            at: plan.location(of: change.to.name, in: change.table))
    }
}
