import Model
import SQLText
public import SchemaPlanning

/// Asks the records of a database whether they allow what a plan would do.
///
///     let plan = try store.read { try SchemaInspection.inspected(plan, in: $0) }
///     plan.problems    // with the first records that stand in the way
public enum SchemaInspection {
    /// How many offenders a problem lists.
    static let shownLimit = 20

    /// The plan with what the records say to it.
    public static func inspected(_ plan: MigrationPlan, in reader: any SQLReader) throws -> MigrationPlan {
        var result = plan
        result.records = RecordFindings()
        for (index, step) in plan.steps.enumerated() {
            switch step {
            case .changeColumn(let change):
                result.records.problems += try ReferenceCheck(change, plan, reader).problems()
                for change in [change, change.lostCurrencies].compactMap({ $0 }) {
                    if let problem = try RecordCheck(change, plan, reader).problem() {
                        result.records.problems.append(problem)
                    }
                }
            case .addColumn(let table, let column, let value) where column.isRequired && value == nil:
                if let problem = try missingValue(table, column, plan, reader) {
                    result.records.problems.append(problem)
                }
            case .dropColumn(let table, let column) where step.isDestructive,
                .replaceColumn(let table, let column, _) where step.isDestructive:
                let quoted = quotedIdentifier(column.name)
                let old = plan.renames.oldName(ofTable: table)
                let count = try count(old, "\(quoted) IS NOT NULL", reader)
                result.records.remarks[index] =
                    switch column.kind {
                    case .file: try filesText(count, in: quotedIdentifier(old), [quoted], reader)
                    case .state: counted(count, "value") + (try states(of: column, in: old, reader))
                    default: counted(count, "value")
                    }
            case .dropTable(let table):
                let old = plan.renames.oldName(ofTable: table.name)
                var remark = counted(try count(old, nil, reader), "record")
                if let state = table.columns.first(where: { $0.kind == .state }) {
                    remark += try states(of: state, in: old, reader)
                }
                let columns = table.columns.filter { $0.kind == .file }.map { quotedIdentifier($0.name) }
                if !columns.isEmpty {
                    remark += try ", " + filesText(nil, in: quotedIdentifier(old), columns, reader)
                }
                result.records.remarks[index] = remark
            case .addKey(let table, let columns):
                if let check = KeyCheck(table, columns, before: plan), let problem = try check.problem(plan, reader) {
                    result.records.problems.append(problem)
                }
            default: break
            }
        }
        return result
    }

    /// Whether the new keys hold once everything else is done.
    ///
    /// - Throws: `DiagnosticsError` with the records that share a value.
    static func checkKeys(of plan: MigrationPlan, on connection: any SQLReader) throws {
        var problems: [Diagnostic] = []
        for case .addKey(let table, let columns) in plan.steps {
            if let problem = try KeyCheck(table, columns).problem(plan, connection) { problems.append(problem) }
        }
        guard problems.isEmpty else { throw DiagnosticsError(problems) }
    }

    static func count(_ table: String, _ condition: String?, _ reader: any SQLReader) throws -> Int64 {
        let whereClause = condition.map { " WHERE \($0)" } ?? ""
        return try reader.integer(SQLFragment("SELECT count(*) FROM \(quotedIdentifier(table))\(whereClause)")) ?? 0
    }

    private static func counted(_ count: Int64, _ thing: String) -> String {
        "\(count) \(thing)\(count == 1 ? "" : "s")"
    }

    /// ` (120 received, 3 in_review)`: what those who follow a chart that goes are in the middle of.
    private static func states(of column: AppliedColumn, in table: String, _ reader: any SQLReader) throws -> String {
        let quoted = quotedIdentifier(column.name)
        let counts = try reader.all(
            SQLFragment(
                """
                SELECT \(quoted), count(*) FROM \(quotedIdentifier(table)) WHERE \(quoted) IS NOT NULL
                GROUP BY \(quoted) ORDER BY count(*) DESC, \(quoted)
                """)
        ) { "\($0.integer(1)) \($0.text(0))" }
        guard !counts.isEmpty else { return "" }
        return " (\(counts.prefix(shownLimit).joined(separator: ", "))\(counts.count > shownLimit ? ", …" : ""))"
    }

    /// `12 files, 34 MB`.
    private static func filesText(
        _ known: Int64?, in table: String, _ columns: [String], _ reader: any SQLReader
    ) throws -> String {
        var (count, size) = (Int64(0), Int64(0))
        for column in columns {
            _ = try reader.withFirstRow(
                SQLFragment(
                    """
                    SELECT count(*), coalesce(sum(f."size"), 0) FROM \(table) t
                    JOIN "kontor_file" f ON f."id" = t.\(column)
                    """)
            ) { row in
                count += row.integer(0)
                size += row.integer(1)
            }
        }
        return "\(counted(known ?? count, "file")), \(ByteCount(size).text.english)"
    }

    private static func missingValue(
        _ table: String, _ column: AppliedColumn, _ plan: MigrationPlan, _ reader: any SQLReader
    ) throws -> Diagnostic? {
        let count = try count(plan.renames.oldName(ofTable: table), nil, reader)
        guard count > 0 else { return nil }
        return Diagnostic(
            .error, "KTR-P110",
            "attribute '\(column.name)' of '\(table)' is required, but \(counted(count, "existing record")) "
                + (count == 1 ? "has no value for it" : "have no value for it"),
            hint: "add default=\"…\", which they get; or leave required out until they have values",
            at: plan.location(of: column.name, in: table))
    }
}
