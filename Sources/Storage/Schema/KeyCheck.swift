import Model
import SQLText
import SchemaPlanning

/// Finds the records that share values which a new key wants to be unique.
struct KeyCheck {
    /// As the definitions call it.
    private let name: String
    private let attributes: [String]
    /// As the database calls it now.
    private let table: String
    private let columns: [String]
    /// What is compared: a column, or the form that its texts will have.
    private let compared: [String]

    /// A check of a database in which the plan is carried out already.
    init(_ table: String, _ attributes: [String]) {
        (name, self.attributes) = (table, attributes)
        (self.table, columns) = (table, attributes)
        compared = attributes.map(quotedIdentifier)
    }

    /// A check of a database before a plan. Attributes that it adds are the same in all records; nil where one of them is
    /// empty, so that no record can collide.
    init?(_ table: String, _ attributes: [String], before plan: MigrationPlan) {
        (name, self.attributes) = (table, attributes)
        self.table = plan.renames.oldName(ofTable: table)
        var present: [String] = []
        for attribute in attributes {
            let added = plan.steps.compactMap { step -> AttributeValue? in
                guard case .addColumn(table, let column, let value) = step, column.name == attribute else { return nil }
                return value ?? .null
            }
            if added.first == .null { return nil }
            if added.isEmpty { present.append(plan.renames.oldName(ofColumn: attribute, in: table)) }
        }
        columns = present
        compared = present.map { column in
            let change = plan.steps.compactMap { step -> ColumnChange? in
                guard case .changeColumn(let change) = step, change.table == table, change.bringsForm,
                    plan.renames.oldName(ofColumn: change.to.name, in: table) == column
                else { return nil }
                return change
            }.first
            guard let change else { return quotedIdentifier(column) }
            return "\(change.to.kind == .email ? SQLFunctions.address : SQLFunctions.text)(\(quotedIdentifier(column)))"
        }
    }

    /// What stands in the way; nil where the key holds.
    func problem(_ plan: MigrationPlan, _ reader: any SQLReader) throws -> Diagnostic? {
        let from = "FROM \(quotedIdentifier(table))"
        let isThere = compared.map { "\($0) IS NOT NULL" }
        let condition = isThere.isEmpty ? "" : " WHERE " + isThere.joined(separator: " AND ")
        let list = compared.joined(separator: ", ")
        let groups = list.isEmpty ? "" : " GROUP BY \(list)"
        let repeated =
            "SELECT \(list.isEmpty ? "" : list + ", ")count(*) AS \"kontor_count\" \(from)\(condition)\(groups)"
            + " HAVING count(*) > 1"
        let count = try reader.integer(SQLFragment("SELECT count(*) FROM (\(repeated)) AS \"kontor_repeated\"")) ?? 0
        guard count > 0 else { return nil }
        let codecs = columns.map { column in
            let applied =
                plan.base.table(named: table)?.column(named: column)
                ?? plan.target.table(named: table)?.column(named: column)
            return applied.map { ColumnCodec($0.kind) } ?? .text
        }
        let isPersonal = attributes.contains { plan.target.table(named: name)?.column(named: $0)?.isPersonal == true }
        // Which records share the values is asked group by group: there are at most twenty.
        let limit = SchemaInspection.shownLimit
        let shown = try reader.all(
            SQLFragment("\(repeated) ORDER BY \"kontor_count\" DESC\(list.isEmpty ? "" : ", \(list)") LIMIT \(limit)")
        ) {
            row in
            let values = try codecs.indices.map { try codecs[$0].decode(row, $0) }
            return (values, try codecs.indices.map { try codecs[$0].encode(values[$0]) }, row.integer(codecs.count))
        }
        let lines = try shown.map { values, encoded, times in
            let matches = compared.map { "\($0) = ?" }.joined(separator: " AND ")
            let ids = try reader.all(
                SQLFragment(
                    "SELECT \"id\" \(from)\(matches.isEmpty ? "" : " WHERE \(matches)") ORDER BY \"id\" LIMIT 5",
                    bindings: encoded)
            ) { try $0.recordID(0).description }
            let text = isPersonal ? "••• (personal data)" : values.map { "'\($0.displayText)'" }.joined(separator: ", ")
            return "\(text.isEmpty ? "the default" : text) in \(times) records: \(ids.joined(separator: ", "))"
                + (times > 5 ? ", …" : "")
        }
        let names = attributes.joined(separator: ", ")
        return Diagnostic(
            .error, "KTR-P111",
            "the key \(name)(\(names)) cannot be created: \(count) \(count == 1 ? "value repeats" : "values repeat")",
            hint: "change or delete these records\(count > shown.count ? " (the first \(shown.count) values)" : "")"
                + lines.map { "\n        \($0)" }.joined(),
            at: plan.location(in: name))
    }
}
