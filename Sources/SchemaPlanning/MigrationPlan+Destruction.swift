public import Model

extension MigrationPlan {
    /// Whether a step destroys data, so that the plan needs an explicit word and a backup.
    public var isDestructive: Bool { steps.contains(where: \.isDestructive) }

    /// What is said to somebody who has not given the word: each loss, with the ways out.
    public var destructions: [Diagnostic] {
        steps.enumerated().compactMap { index, step in
            let extent = records.remarks[index].map { " (\($0))" } ?? ""
            switch step {
            case .dropTable(let table):
                return Diagnostic(
                    .error, "KTR-P101",
                    "entity type '\(table.name)' is no longer defined; its records would be lost\(extent)",
                    hint: hint(rename: newNames(of: table), whole: "entity type"))
            case .dropColumn(let table, let column) where step.isDestructive:
                return Diagnostic(
                    .error, "KTR-P102",
                    "attribute '\(column.name)' of '\(table)' is no longer defined; its values would be lost\(extent)",
                    hint: hint(rename: newNames(of: column, in: table), whole: "attribute"),
                    at: location(in: table))
            case .replaceColumn(let table, let old, _) where step.isDestructive:
                return Diagnostic(
                    .error, "KTR-P170",
                    "attribute '\(old.name)' of '\(table)' becomes a rollup; its values would be lost\(extent)",
                    hint:
                        "give the rollup another name, or 'kontor apply --allow-destructive' replaces them after a backup",
                    at: location(of: old.name, in: table))
            default: return nil
            }
        }
    }

    private func hint(rename: (old: String, candidates: [String]), whole: String) -> String {
        let ways =
            "define it again, or 'kontor apply --allow-destructive' removes it after a backup (the history keeps old values)"
        guard let candidate = nearestName(to: rename.old, among: rename.candidates) ?? rename.candidates.first else {
            return ways
        }
        return "if '\(candidate)' is the same \(whole), write was=\"\(rename.old)\" on it; else \(ways)"
    }

    /// New attributes that could be the old one under another name: of its kind, and in the same plan.
    private func newNames(of column: AppliedColumn, in table: String) -> (old: String, candidates: [String]) {
        let added = steps.compactMap { step -> String? in
            guard case .addColumn(table, let new, _) = step, new.type == column.type else { return nil }
            return new.name
        }
        return (column.name, added)
    }

    private func newNames(of table: AppliedTable) -> (old: String, candidates: [String]) {
        let created = steps.compactMap { step -> String? in
            guard case .createTable(let new) = step else { return nil }
            let shared = Set(new.columns.map(\.name)).intersection(table.columns.map(\.name))
            // More than what every entity type has.
            return shared.count > SystemAttribute.allCases.count ? new.name : nil
        }
        return (table.name, created)
    }
}
