public import Model

/// How to get from the schema that was applied to the one that the definitions ask for.
///
///     let plan = MigrationPlan(from: applied, to: catalog.entityTypes, states: { catalog.atomicStates(ofChart: $0) })
///     plan.lines.forEach { print($0) }
///
/// Steps are in the order in which they must be done. A plan with refusals is carried out not at all. Whether the records
/// that are there allow the steps, only the database can tell: ``records`` is filled in by who has asked it.
public struct MigrationPlan: Sendable, Hashable {
    /// What the database has; a plan made for another state must not be carried out.
    public var base: AppliedSchema
    /// What it will have.
    public var target: AppliedSchema
    /// What to do, in this order.
    public var steps: [MigrationStep]
    /// What has another name in the database.
    public var renames: SchemaRenames
    /// What the definitions ask for and no database can do, with the place and a way out.
    public var refusals: [Diagnostic]
    /// What the records that are there say to the steps; empty until somebody has looked.
    public var records = RecordFindings()

    private let types: [EntityType]

    /// Compares what was applied with what the definitions ask for.
    ///
    /// - Parameters:
    ///   - zone: in which a day has its midnight, where dates become instants or the other way round.
    ///   - states: the states of a chart; nil where they are not known, and then nothing is said about them.
    ///   - formerStates: what states of a chart are called now, by the ids that they had before.
    public init(
        from base: AppliedSchema, to types: [EntityType], zone: Zone = .utc,
        states: @escaping (String) -> [String]? = { _ in nil },
        formerStates: @escaping (String) -> [String: String] = { _ in [:] }
    ) {
        var target = AppliedSchema(types, states: states)
        target.nameChanges = base.nameChanges
        let renames = SchemaRenames(base, types)
        let differences = SchemaDifferences(
            renames.base, target, types, zone: zone, states: states, formerStates: formerStates)
        self.base = base
        self.target = target
        self.renames = renames
        self.types = types
        steps = renames.steps + differences.steps
        refusals = (renames.refusals + differences.refusals + NameCheck.refusals(types)).sortedForReading()
    }

    /// Whether there is nothing to do and nothing refused.
    public var isEmpty: Bool { steps.isEmpty && refusals.isEmpty }

    /// Everything that keeps the plan from being carried out, whatever words are given.
    public var problems: [Diagnostic] { (refusals + records.problems).sortedForReading() }

    /// Where the definition of an attribute stands, or of an entity type.
    public func location(of attribute: String? = nil, in table: String) -> SourceLocation? {
        let type = types.first { $0.name == table }
        return attribute.flatMap { type?.attribute(named: $0)?.location } ?? type?.location
    }

    /// The names that this plan takes away or changes, for the readers of the change log.
    ///
    /// - Parameter sequence: the last entry of the change log so far.
    public func nameChanges(through sequence: Int64) -> [NameChange] {
        let dropped = steps.compactMap { step -> NameChange? in
            switch step {
            case .dropColumn(_, let column) where column.rollup != nil: nil
            case .dropColumn(let table, let column): NameChange(entity: table, attribute: column.name, became: nil)
            case .dropTable(let table): NameChange(entity: table.name, became: nil)
            default: nil
            }
        }
        return (renames.nameChanges + dropped).map { change in
            var change = change
            change.through = sequence
            return change
        }
    }

    /// What `kontor plan` prints: a line per step, then what stands in the way.
    public var lines: [String] {
        isEmpty ? ["nothing to do"] : stepLines + problems.map(\.description)
    }

    /// A line per step, with how much it concerns where that was asked.
    public var stepLines: [String] {
        steps.enumerated().map { index, step in
            step.description + (records.remarks[index].map { ", \($0)" } ?? "")
        }
    }
}

/// What the records of a database say to the steps of a plan.
public struct RecordFindings: Sendable, Hashable {
    /// What stands in the way, each with the first records concerned.
    public var problems: [Diagnostic]
    /// How much a step concerns, by the step's position.
    public var remarks: [Int: String]

    /// Findings; none unless some are given.
    public init(problems: [Diagnostic] = [], remarks: [Int: String] = [:]) {
        self.problems = problems
        self.remarks = remarks
    }
}
