import Access
import Model
import Queries
import Storage

// Whether a record lies inside a row filter. A list has the filter in its SQL; a single record is read by its key and the
// filter evaluated on it, which gives the same answer (the evaluator is held against SQL by test) and keeps the statement one.

extension Deployment {
    func isVisible(
        _ record: Record, by filter: Filter?, to principal: Principal, now: Instant, in reader: any SQLReader
    ) throws -> Bool {
        guard let filter else { return true }
        let related = try relatedRecords(of: record, for: filter, in: reader)
        return filter.matches(
            record, in: EvaluationContext(principal: principal.id, now: now, related: { related[$1] }))
    }

    /// The records that the filter's paths lead to, by id.
    private func relatedRecords(
        of record: Record, for filter: Filter, in reader: any SQLReader
    ) throws -> [RecordID: Record] {
        var related: [RecordID: Record] = [:]
        for path in filter.expression.paths {
            var current = record
            for step in path.steps {
                guard case .record(let id) = current.values[step.position] else { break }
                if related[id] == nil { related[id] = try tables[step.target.name]?.record(id, in: reader) }
                guard let next = related[id] else { break }
                current = next
            }
        }
        return related
    }
}
