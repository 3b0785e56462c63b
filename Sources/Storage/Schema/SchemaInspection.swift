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
            case .dropColumn(let table, let column):
                let quoted = quotedIdentifier(column.name)
                let count = try count(plan.renames.oldName(ofTable: table), "\(quoted) IS NOT NULL", reader)
                result.records.remarks[index] = counted(count, "value")
            case .dropTable(let table):
                let count = try count(plan.renames.oldName(ofTable: table.name), nil, reader)
                result.records.remarks[index] = counted(count, "record")
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

    private static func missingValue(
        _ table: String, _ column: AppliedColumn, _ plan: MigrationPlan, _ reader: any SQLReader
    ) throws -> Diagnostic? {
        let count = try count(plan.renames.oldName(ofTable: table), nil, reader)
        guard count > 0 else { return nil }
        return Diagnostic(
            .error, "KTR-P110",
            "attribute '\(column.name)' of '\(table)' is required, but \(count) existing records have no value for it",
            hint: "add default=\"…\", which they get; or leave required away until they have values",
            at: plan.location(of: column.name, in: table))
    }
}
