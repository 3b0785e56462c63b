import Access
import Definitions
import Model
import Queries
import Storage

// What the roles allow on one record. A list has the row filter in its SQL; a single record is read by its key and the filters are
// evaluated on it, which gives the same answer (the evaluator is held against SQL by test) and keeps the statement one.

extension Deployment {
    /// What filters need to be evaluated on a record: who asks, when, and the records that their paths lead to.
    func evaluationContext(
        for record: Record, _ access: EntityAccess, _ principal: Principal, now: Instant, in reader: any SQLReader
    ) throws -> EvaluationContext {
        let conditions = access.relatedConditions
        guard !conditions.isEmpty else { return EvaluationContext(principal: principal.id, now: now, zone: zone) }
        let others = try RelatedRecords(for: conditions, of: record) { type, id in
            try tables[type.name]?.record(id, in: reader)
        } listed: { lookup, owner in
            try tables[lookup.source.name]?.records(referringAt: lookup.position, to: owner, limit: .max, in: reader)
                ?? []
        } answered: { condition, owner in
            // The database looks through the list; it may be as long as it likes.
            guard let query = condition.query(ownedBy: owner) else { return nil }
            let asked = EvaluationContext(principal: principal.id, now: now, zone: zone)
            return try reader.exists(
                SelectStatement(query, dialect: reader.dialect, context: asked).fragment(0, atMost: 1))
        }
        return others.context(principal: principal.id, now: now, zone: zone)
    }

    /// The record as its reader may see it: nil where it is outside the row filter; formulas computed, hidden
    /// attributes null.
    func visible(
        _ record: Record, _ access: EntityAccess, to principal: Principal, now: Instant, in reader: any SQLReader
    ) throws -> Record? {
        let computed = { try self.withFormulas(record, access, to: principal, now: now, in: reader) }
        if access.isUnbounded { return try computed() }
        let context = try evaluationContext(for: record, access, principal, now: now, in: reader)
        guard access.allows(.read, on: record, in: context) else { return nil }
        return redacted(try computed(), access, in: context)
    }

    /// A record of a list, whose statement had the row filter in it: formulas computed, hidden attributes null.
    func redacted(
        _ record: Record, _ access: EntityAccess, to principal: Principal, now: Instant, in reader: any SQLReader
    ) throws -> Record {
        let computed = try withFormulas(record, access, to: principal, now: now, in: reader)
        // Most roles hide nothing anywhere: then there is nothing to ask of each record.
        if access.hidden.isEmpty { return computed }
        return redacted(
            computed, access, in: try evaluationContext(for: record, access, principal, now: now, in: reader))
    }

    private func redacted(_ record: Record, _ access: EntityAccess, in context: EvaluationContext) -> Record {
        if access.hidden.isEmpty { return record }
        var visible = record
        // The system attributes identify the record; they are never hidden.
        let hidden = access.hidden(on: record, in: context).filter(record.type.declaredPositions.contains)
        for position in hidden { visible.values[position] = .null }
        visible.withheld = hidden
        return visible
    }
}
