public import Model
public import Queries
import SchemaPlanning

/// The result of computing every rollup again.
public struct RollupVerification: Sendable {
    /// How many rollups there are.
    public private(set) var count = 0
    /// One for each rollup with wrong values, with the first records concerned.
    public private(set) var problems: [Diagnostic] = []

    /// How many records a problem lists.
    private static let shownLimit = 20

    /// Compares every stored value with what it must be.
    ///
    /// - Parameter rollups: those of the definitions; those that were never applied to the database are left out.
    public init(_ rollups: [Rollup], reading reader: any SQLReader) throws {
        for rollup in try RollupTable.applied(rollups, in: reader) {
            count += 1
            var (wrong, lines): (Int, [String]) = (0, [])
            var (overfull, owners): (Int, [String]) = (0, [])
            try RollupTable(rollup).forEachDifference(in: reader) { id, stored, right in
                guard let right else {
                    overfull += 1
                    if owners.count < Self.shownLimit { owners.append("\n        \(id)") }
                    return
                }
                wrong += 1
                guard lines.count < Self.shownLimit else { return }
                lines.append("\n        \(id): \(Self.shown(stored)) instead of \(Self.shown(right))")
            }
            let name = "\(rollup.owner.name).\(rollup.attribute.name)"
            if overfull > 0 {
                problems.append(
                    Diagnostic(
                        .error, "KTR-R581",
                        "the rollup '\(name)' cannot hold the total in \(overfull) record\(overfull == 1 ? "" : "s"): it is too large",
                        hint: "declare fewer decimal places for what is summed up\(owners.joined())"))
            }
            guard wrong > 0 else { continue }
            problems.append(
                Diagnostic(
                    .error, "KTR-R150", "the rollup '\(name)' is wrong in \(wrong) record\(wrong == 1 ? "" : "s")",
                    hint: "'kontor verify --repair' computes it again\(lines.joined())"))
        }
    }

    /// What was checked, to print; nil where there was nothing.
    public var line: String? {
        guard count > 0, problems.isEmpty else { return nil }
        return count == 1 ? "1 rollup is correct." : "\(count) rollups are correct."
    }

    private static func shown(_ value: AttributeValue) -> String { value.isNull ? "nothing" : value.displayText }
}

extension RollupTable {
    /// Those of some rollups that a database has columns for.
    public static func applied(_ rollups: [Rollup], in reader: any SQLReader) throws -> [Rollup] {
        guard !rollups.isEmpty else { return [] }
        let schema = try SchemaStateTable.current(in: reader).schema
        return rollups.filter { rollup in
            schema.table(named: rollup.owner.name)?.column(named: rollup.attribute.name)?.rollup != nil
        }
    }

    /// Computes rollups again and writes those values that were wrong.
    ///
    /// - Parameter rollups: each after those that it sums up.
    /// - Returns: how many values of each were wrong, by the rollups' places.
    public static func repair(_ rollups: [Rollup], on connection: any SQLConnection) throws -> [Int] {
        try rollups.map { try RollupTable($0).repair(on: connection) }
    }
}
