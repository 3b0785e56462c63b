import Access
import Definitions
import Model
import Storage

// What the asker of a write is told: the record as it is after all rules, as far as it may be seen.

extension WriteTransaction {
    /// - Parameter performed: what the write stored; rules may have written the same record again since.
    func told(_ performed: PerformedWrite, of draft: WriteDraft) throws -> WriteOutcome {
        var stored: Record? = performed.record
        if performed.kind != .delete, hasWrittenMore {
            stored = try table(of: draft.type).record(performed.record.id, in: connection)
        }
        let access = deployment.access.access(of: draft.principal, to: draft.type)
        let seen = try stored.flatMap {
            try access.canRead
                ? deployment.visible($0, access, to: draft.principal, now: now, in: connection) : nil
        }
        return WriteOutcome(
            kind: performed.kind,
            record: seen
                ?? .placeholder(of: draft.type, id: performed.record.id, revision: stored?.revision ?? 0),
            isInSight: seen != nil, transition: performed.transition)
    }

    /// Does a part of a write whose refusals must not name what the principal may not know of.
    func concealing<Result>(
        _ draft: WriteDraft, _ access: EntityAccess, _ body: () throws -> Result
    ) throws -> Result {
        guard !access.isUnbounded else { return try body() }
        do { return try body() } catch let refusal as Refusal {
            let own = Set(draft.assignments.map(\.position))
            throw refusal.concealing(of: draft.type) { position in
                !access.knows(position)
                    || access.canRead && access.hidden.contains(position) && !own.contains(position)
            }
        }
    }
}

extension Refusal {
    /// The refusal without what it says about attributes that its reader may not see.
    func concealing(of type: EntityType, _ isHidden: (Int) -> Bool) -> Refusal {
        var result = self
        result.problems = problems.map { problem in
            // A name that the asker wrote, and that is not known to it, it may be told.
            guard problem.code != Problem.unknownAttributeCode,
                let position = problem.attribute.flatMap({ type.position(of: $0) }), isHidden(position)
            else {
                return problem
            }
            return problem.concealed
        }
        return result
    }
}

extension Refusal.Problem {
    /// The problem without what it is about.
    var concealed: Refusal.Problem {
        Refusal.Problem(
            code,
            LocalizedText(
                "Something that you may not see prevents this.",
                german: "Etwas, das Sie nicht sehen dürfen, verhindert das."), at: location)
    }
}

extension Record {
    /// Stands for a record that is gone or out of sight: its id and revision, nothing else.
    static func placeholder(of type: EntityType, id: RecordID, revision: Int64) -> Record {
        var record = Record(type: type, values: Array(repeating: .null, count: type.attributes.count))
        record[.id] = .record(id)
        record[.revision] = .integer(revision)
        return record
    }
}
