import Definitions
public import Model
import Queries
import SchemaPlanning

/// What an apply of the folder would change: tables and values, texts, and what depends on a pack that is gone.
///
///     let change = try installation.plan()
///     change.lines.forEach { print($0) }
public struct DefinitionChange: Sendable {
    /// The texts of the folder.
    let sources: DefinitionSources
    let fingerprint: String
    /// The rollups that they declare, each after those that it sums up.
    let rollups: [Rollup]
    let migration: MigrationPlan
    /// Nil where no texts were kept that these could be compared with.
    let texts: TextDifferences?
    let consequences: RemovalConsequences
    /// What changed charts mean for records that have begun.
    let workflow: WorkflowConsequences

    /// Whether the database has all of it already.
    public var isEmpty: Bool {
        migration.isEmpty && texts?.isEmpty != false && consequences.lines.isEmpty && workflow.isEmpty
    }

    /// Everything that keeps it from being carried out, whatever words are given.
    public var problems: [Diagnostic] { migration.problems + workflow.problems }

    /// Whether data are lost, so that it needs an explicit word and a copy.
    public var isDestructive: Bool { migration.isDestructive }

    /// What is said to somebody who has not given the word.
    public var destructions: [Diagnostic] { migration.destructions }

    /// What `kontor plan` prints: steps, files, what goes and what stays, and what stands in the way.
    public var lines: [String] { isEmpty ? ["nothing to do"] : changes + problems.map(\.description) }

    /// ``lines`` without what stands in the way.
    var changes: [String] { migration.stepLines + (texts?.lines ?? []) + consequences.lines + workflow.lines }
}
