import Model
import SQLText
import SchemaPlanning

/// Finds the records whose value a changed attribute could not keep.
struct RecordCheck {
    private let change: ColumnChange
    private let plan: MigrationPlan
    private let reader: any SQLReader

    init(_ change: ColumnChange, _ plan: MigrationPlan, _ reader: any SQLReader) {
        self.change = change
        self.plan = plan
        self.reader = reader
    }

    /// What stands in the way; nil where every value fits.
    func problem() throws -> Diagnostic? {
        let table = quotedIdentifier(plan.renames.oldName(ofTable: change.table))
        let column = quotedIdentifier(plan.renames.oldName(ofColumn: change.to.name, in: change.table))
        guard let suspects = change.suspects(column) else { return nil }
        let codec = ColumnCodec(change.from.kind)
        var (count, codes, lines): (Int, Set<String>, [String]) = (0, [], [])
        try reader.forEachRow(
            SQLFragment("SELECT \"id\", \(column) FROM \(table) WHERE ") + suspects + " ORDER BY \"id\""
        ) { row in
            let value = try codec.decode(row, 1)
            let file = try file(value)
            guard let problem = problem(with: value, file) else { return }
            count += 1
            codes.insert(problem.code)
            guard lines.count < SchemaInspection.shownLimit else { return }
            let shown = file.map { AttributeValue.text($0.description.name) } ?? value
            lines.append(line(try row.recordID(0), shown, problem))
        }
        guard count > 0 else { return nil }
        return Diagnostic(
            .error, code(codes),
            "\(count) \(count == 1 ? "record" : "records") of '\(change.table)' \(count == 1 ? "does" : "do") not fit '\(change.to.name)' as it is "
                + "defined now",
            hint:
                "correct these records under the old definition, or change the new one\(count > lines.count ? " (the first \(lines.count))" : "")"
                + lines.map { "\n        \($0)" }.joined(),
            at: plan.location(of: change.to.name, in: change.table))
    }

    private func problem(with value: AttributeValue, _ file: StoredFile?) -> Refusal.Problem? {
        if case .file(let rules) = change.type, let file {
            return rules.problem(with: file.description, extent: file.extent)
        }
        guard case .failure(let problem) = change.converted(value) else { return nil }
        return problem
    }

    /// The file that a value names, where the attribute holds files.
    private func file(_ value: AttributeValue) throws -> StoredFile? {
        guard change.from.kind == .file, case .record(let id) = value else { return nil }
        return try FileTable.file(id, in: reader)
    }

    /// What the mend depends on: a missing value, an option that is gone, a limit, or another type.
    private func code(_ codes: Set<String>) -> String {
        if codes == ["KTR-P110"] { return "KTR-P110" }
        if change.from.kind != change.to.kind { return "KTR-P109" }
        return change.from.options == nil ? "KTR-P104" : "KTR-P105"
    }

    private func line(_ id: RecordID, _ value: AttributeValue, _ problem: Refusal.Problem) -> String {
        if value.isNull { return "\(id): \(problem.message.english)" }
        // The reason would repeat the value; its code tells as much.
        if change.isPersonal { return "\(id): ••• (personal data) [\(problem.code)]" }
        let text = value.displayText
        return "\(id): '\(text.count > 40 ? text.prefix(40) + "…" : text[...])': \(problem.message.english)"
    }
}
