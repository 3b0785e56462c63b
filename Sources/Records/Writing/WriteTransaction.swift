import Access
import Definitions
import Model
import Storage

/// The inside of one write transaction: what it may use, and the steps that a write goes through.
///
/// It lives on one connection and never leaves the closure it was made in.
final class WriteTransaction {
    let connection: any SQLConnection
    let deployment: Deployment
    /// One instant for everything that the transaction writes.
    let now: Instant
    let ids: any IDSource
    let random: any RandomSource
    /// Limits of timers, and where rules' entries go.
    var rules = RuleSurroundings()
    /// What the rules may use for this write and all that follows from it.
    let budget: RuleBudget
    /// How many further writes the rules may still ask for.
    private var allowance = WriteTransaction.largestAllowance
    static let largestAllowance = 150
    /// Whether rules asked for further writes, so that what was written first may have changed since.
    private(set) var hasWrittenMore = false
    /// The records that were written, in their order.
    var written: [RecordKey] = []
    /// The deletes that are under way, and how many records they took along.
    var references = ReferenceWalk()
    /// What the full-text indexes have to learn.
    var pendingSearch = PendingSearch()

    init(
        connection: any SQLConnection, deployment: Deployment, now: Instant, ids: any IDSource,
        random: any RandomSource, budget: RuleBudget
    ) {
        self.connection = connection
        self.deployment = deployment
        self.now = now
        self.ids = ids
        self.random = random
        self.budget = budget
    }

    /// One write as it was asked for, with all that follows from it, and what its asker is told of it.
    func carryOut(_ draft: WriteDraft) throws -> WriteOutcome {
        let draft = try admitted(draft)
        if draft.problems.isEmpty, let repeated = try repeatedOutcome(of: draft) { return repeated }
        let performed = try perform(draft)
        var outcome = try told(performed, of: draft)
        outcome.further = written.filter { $0 != performed.record.key }
        try remember(outcome, of: draft)
        return outcome
    }

    /// The write path. Every change of a record on every channel is made here, step by step (see docs/architecture.md).
    @discardableResult
    func perform(_ draft: WriteDraft) throws -> PerformedWrite {
        let draft = try admitted(draft)
        let access = deployment.access.access(of: draft.principal, to: draft.type)
        let (performed, furtherWrites) = try concealing(draft, access) { try performAlone(draft, access) }
        try perform(furtherWrites)
        return performed
    }

    /// The write itself, without those that rules asked for.
    private func performAlone(
        _ draft: WriteDraft, _ access: EntityAccess
    ) throws -> (PerformedWrite, further: [WriteRequest]) {
        let before = try beforeImage(for: draft, access)
        try checkPrivileges(of: draft, before, access)
        guard draft.problems.isEmpty else { throw try wholeRefusal(of: draft, before, access) }
        var change = try changeSet(for: draft, before: before)
        try settleTargets(of: &change, draft)
        try followReferences(of: change, draft)
        try computeFormulas(of: &change, draft)
        var furtherWrites = try runSaveRules(on: &change, draft)
        try computeFormulas(of: &change, draft)
        let step = try stepChart(of: &change, draft)
        try computeFormulas(of: &change, draft)
        furtherWrites += try runTransitionRules(after: step, on: &change, draft)
        try settleTargets(of: &change, draft)
        settleCurrencies(of: &change)
        try validate(change, step, draft, access)
        let performed: PerformedWrite
        if step == nil, change.changesNothing, let before {
            performed = PerformedWrite(kind: .update, record: before, transition: nil)
        } else {
            performed = try persist(change, step, draft)
        }
        return (performed, furtherWrites)
    }

    /// Writes that rules asked for, in their order, in this same transaction.
    private func perform(_ requests: [WriteRequest]) throws {
        for request in requests {
            do {
                try spendAllowance()
                try perform(WriteDraft(resolving: request, in: deployment))
            } catch let refusal as Refusal {
                // Whoever wrote the rule finds its line also where what was refused has a place of its own.
                rules.log.add(
                    RuleLogEntry(
                        .failure, "the write that this line requested was refused: \(refusal)", at: request.origin,
                        request: request.cause.request))
                throw refusal.located(at: request.origin)
            }
        }
    }

    /// Counts a further write; rules that trigger each other endlessly end here.
    private func spendAllowance() throws {
        hasWrittenMore = true
        guard allowance > 0 else { throw Refusal.tooManyWrites(Self.largestAllowance) }
        allowance -= 1
    }

    func context(for draft: WriteDraft, _ change: ChangeSet) throws -> RuleContext {
        var context = RuleContext(
            principal: draft.principal, cause: draft.cause, now: now, zone: deployment.zone,
            files: try describeFiles(of: change), budget: budget)
        context.log = rules.log
        if !deployment.catalog.formulas(of: change.type).isEmpty {
            context.formulas = { [deployment, now, connection] record in
                try deployment.withFormulas(record, of: draft.principal, now: now, in: connection)
            }
        }
        return context
    }

    /// Formulas follow whatever has been set so far: each rule sees them as they are when it runs.
    func computeFormulas(of change: inout ChangeSet, _ draft: WriteDraft) throws {
        guard change.kind != .delete, !deployment.catalog.formulas(of: change.type).isEmpty else { return }
        let compute = { try self.deployment.withFormulas($0, of: draft.principal, now: self.now, in: self.connection) }
        change.after = try compute(change.after)
        if let before = change.before { change.before = try compute(before) }
    }

    func table(of type: EntityType) throws -> RecordTable {
        guard let table = deployment.tables[type.name] else {
            throw Refusal.unknownEntity(type.name, known: deployment.tables.keys.sorted())
        }
        return table
    }
}
