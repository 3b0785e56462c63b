public import Model

/// How to get from the schema that was applied to the one that the definitions ask for.
///
///     let plan = MigrationPlan(from: applied, to: catalog.entityTypes)
///     plan.lines.forEach { print($0) }
///
/// Steps are in the order in which they must be done. A plan with refusals is carried out not at all.
public struct MigrationPlan: Sendable, Hashable {
    /// What the database has; a plan made for another state must not be carried out.
    public var base: AppliedSchema
    /// What it will have.
    public var target: AppliedSchema
    /// What to do, in this order.
    public var steps: [MigrationStep]
    /// What the definitions ask for and would lose or break data, with the place and a way out.
    public var refusals: [Diagnostic]

    /// Compares what was applied with what the definitions ask for.
    public init(from base: AppliedSchema, to types: [EntityType]) {
        let target = AppliedSchema(types)
        let differences = SchemaDifferences(base, target, types)
        self.base = base
        self.target = target
        steps = differences.steps
        refusals = (differences.refusals + NameCheck.refusals(types)).sortedForReading()
    }

    /// Whether there is nothing to do and nothing refused.
    public var isEmpty: Bool { steps.isEmpty && refusals.isEmpty }

    /// What `kontor plan` prints: a line per step, then the refusals.
    public var lines: [String] {
        isEmpty ? ["nothing to do"] : steps.map(\.description) + refusals.map(\.description)
    }
}
