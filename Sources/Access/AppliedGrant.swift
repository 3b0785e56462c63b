import Definitions
import Model
import Queries

/// A grant that speaks about an entity type, with the role that makes it.
struct AppliedGrant: Sendable {
    let role: String
    let grant: Grant

    /// Whether its row filter admits a record.
    func admits(_ record: Record, in context: EvaluationContext) -> Bool {
        grant.rowFilter?.matches(record, in: context) ?? true
    }

    /// Attributes that it does not let be read, or be written.
    func withheld(for privilege: Privilege) -> Set<String> {
        privilege == .read ? grant.hidden : grant.hidden.union(grant.readOnly)
    }
}
