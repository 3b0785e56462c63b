public import Definitions
public import Model
public import Queries

extension EntityAccess {
    /// Whether a privilege is given on a record, before or after a change.
    ///
    /// - Parameter context: its `related` must see every record, since row filters are conditions of the definitions.
    public func allows(_ privilege: Privilege, on record: Record, in context: EvaluationContext) -> Bool {
        isUnbounded || grants.contains { $0.grant.privileges.contains(privilege) && $0.admits(record, in: context) }
    }

    /// Whether an event may be sent to a record.
    public func allows(event name: String, on record: Record, in context: EvaluationContext) -> Bool {
        isUnbounded || grants.contains { $0.grant.allows(event: name) && $0.admits(record, in: context) }
    }

    /// Positions of the attributes that no grant lets be read on this record.
    public func hidden(on record: Record, in context: EvaluationContext) -> Set<Int> {
        withheld(for: .read, on: record, in: context)
    }

    /// Positions of the attributes that no grant lets be set on this record; hidden ones included.
    public func readOnly(
        for privilege: Privilege = .update, on record: Record, in context: EvaluationContext
    ) -> Set<Int> {
        withheld(for: privilege, on: record, in: context)
    }

    private func withheld(for privilege: Privilege, on record: Record, in context: EvaluationContext) -> Set<Int> {
        guard !isUnbounded else { return [] }
        let applying = grants.filter { $0.grant.privileges.contains(privilege) }
        // Most grants withhold nothing: then no filter needs to be asked once one of them admits the record.
        if applying.contains(where: { $0.grant.rowFilter == nil && $0.withheld(for: privilege).isEmpty }) { return [] }
        var names: Set<String>?
        for grant in applying where grant.admits(record, in: context) {
            let withheld = grant.withheld(for: privilege)
            names = names?.intersection(withheld) ?? withheld
            if withheld.isEmpty { return [] }
        }
        guard let names else { return Set(type.attributes.indices) }
        return Set(names.compactMap { type.position(of: $0) })
    }
}
