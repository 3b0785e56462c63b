import Definitions
import Model
import Queries
import Records
import Storage

extension Installation {
    /// Computes every rollup again and writes the values that were wrong: what only somebody who changes the database outside of
    /// Kontor makes necessary.
    ///
    /// - Returns: a line for each rollup that was wrong, or one that says that none was.
    public func repairRollups() async throws -> [String] {
        let records = records.pinned()
        let rollups = records.deployment.get().rollups
        let repaired = try await records.store.write { connection in
            let applied = try RollupTable.applied(rollups, in: connection)
            return zip(applied, try RollupTable.repair(applied, on: connection)).filter { $0.1 > 0 }
                .map { "\($0.owner.name).\($0.attribute.name): \($1) value\($1 == 1 ? "" : "s") repaired" }
        }
        return repaired.isEmpty ? ["no rollup was wrong"] : repaired
    }
}
