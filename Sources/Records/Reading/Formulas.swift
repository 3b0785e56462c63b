import Access
import Definitions
import Model
import Queries
import Storage

// Formulas of a record in hand. A list is filtered and sorted by them in SQL; a record has them computed in memory, which gives the
// same (the evaluator is held against SQL by test).

extension Deployment {
    /// The record with its formulas as its reader may see them: one that reads what is hidden from the principal is null, and so
    /// is a path to a record that the principal may not see.
    ///
    /// - Parameter record: as it is stored, nothing hidden yet.
    func withFormulas(
        _ record: Record, _ access: EntityAccess, to principal: Principal, now: Instant, in reader: any SQLReader
    ) throws -> Record {
        let formulas = catalog.formulas(of: record.type)
        guard !formulas.isEmpty else { return record }
        if access.isUnbounded { return try withFormulas(record, of: principal, now: now, in: reader) }
        let rules = self.access.visibility(of: principal)
        var hidden: Set<Int> = []
        if !access.hidden.isEmpty {
            hidden = access.hidden(
                on: record, in: try evaluationContext(for: record, access, principal, now: now, in: reader))
        }
        let shown = formulas.filter { attribute in
            !attribute.formula.expression.paths.contains { path in
                path.steps.isEmpty
                    ? hidden.contains(path.position)
                    : hidden.contains(path.steps[0].position) || rules.conceals(path.afterFirstStep)
            }
        }
        let context = try context(for: record, shown, principal, now: now, in: reader) { related in
            let access = self.access.access(of: principal, to: related.type)
            guard access.canRead, !access.isUnbounded, access.rowFilter != nil else { return access.canRead }
            let context = try self.evaluationContext(for: related, access, principal, now: now, in: reader)
            return access.allows(.read, on: related, in: context)
        }
        var result = record
        for attribute in formulas { result.values[attribute.position] = .null }
        for attribute in shown {
            result.values[attribute.position] = attribute.formula.value(of: record, in: context)
        }
        return result
    }

    /// The record with its formulas as rules see them: with full view, in the name of who asks.
    func withFormulas(
        _ record: Record, of principal: Principal, now: Instant, in reader: any SQLReader
    ) throws -> Record {
        let formulas = catalog.formulas(of: record.type)
        guard !formulas.isEmpty else { return record }
        let context = try context(for: record, formulas, principal, now: now, in: reader) { _ in true }
        var result = record
        for attribute in formulas {
            result.values[attribute.position] = attribute.formula.value(of: record, in: context)
        }
        return result
    }

    private func context(
        for record: Record, _ formulas: [FormulaAttribute], _ principal: Principal, now: Instant,
        in reader: any SQLReader, sees: (Record) throws -> Bool
    ) throws -> EvaluationContext {
        let reading = formulas.filter(\.readsOthers).map(\.formula.expression)
        guard !reading.isEmpty else { return EvaluationContext(principal: principal.id, now: now, zone: zone) }
        let others = try RelatedRecords(for: reading, of: record) { type, id in
            guard let related = try tables[type.name]?.record(id, in: reader), try sees(related) else { return nil }
            return related
        } listed: { _, _ in
            []
        }
        return others.context(principal: principal.id, now: now, zone: zone)
    }
}
