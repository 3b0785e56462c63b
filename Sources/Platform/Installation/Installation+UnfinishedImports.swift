import Foundation
public import Model
import Storage

extension Installation {
    /// Earlier imports of a file of this name that did not come to their end: its rows would be in twice where its map has no key.
    ///
    /// - Returns: a warning for each, with how to take it back.
    public func unfinishedImports(of path: String, into entity: String) throws -> [Diagnostic] {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let unfinished = try store.read { try ImportBatchTable.unfinished(of: entity, in: $0) }
        return unfinished.filter { URL(fileURLWithPath: $0.fileName).lastPathComponent == name }.map { batch in
            Diagnostic(
                .warning, "KTR-S538",
                "an import of '\(name)' that began \(batch.started) did not come to its end: \(batch.rows) rows of it are in",
                hint:
                    "without a key in the map they would be in twice; take the first import back with: kontor import --undo "
                    + "\(batch.batch)")
        }
    }
}
