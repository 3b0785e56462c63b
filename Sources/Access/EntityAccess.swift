public import Definitions
public import Model
public import Queries

/// What a set of roles may do with records of one entity type. What no grant gives is refused.
///
/// Grants add up, each on the records that its own row filter admits:
///
///     let access = table.access(of: clara, to: complaint)
///     try access.require(.update)                              // is it ever allowed?
///     access.rowFilter(for: .update)                           // on which records; nil is all
///     access.allows(.update, on: record, in: context)          // on this one
public struct EntityAccess: Sendable {
    /// The entity type that it is about.
    public let type: EntityType
    /// The system principal is bound by nothing.
    public let isUnbounded: Bool
    /// Positions of attributes that are not readable on every readable record. Queries must not ask about them; what one
    /// record shows is told by ``hidden(on:in:)``.
    public let hidden: Set<Int>
    /// Positions of attributes that are readable on no record: for whoever only reads they do not exist.
    private let unseen: Set<Int>
    /// Positions of attributes that can neither be read nor set on any record: they are answered for like those that do not exist.
    private let unknown: Set<Int>
    /// The row filters that look at records beside the one they decide about.
    public let relatedConditions: [QueryExpression]
    let grants: [AppliedGrant]
    private let rowFilters: [Privilege: Filter]
    private let withheldOnWrite: [Privilege: Set<Int>]

    init(type: EntityType, grants: [AppliedGrant]) {
        self.type = type
        self.grants = grants
        isUnbounded = false
        var rowFilters: [Privilege: Filter] = [:]
        for privilege in Privilege.allCases {
            rowFilters[privilege] = Self.union(of: grants.filter { $0.grant.privileges.contains(privilege) })
        }
        self.rowFilters = rowFilters
        relatedConditions = grants.compactMap(\.grant.rowFilter?.expression).filter(\.readsOthers)
        hidden = Self.withheld(for: .read, by: grants, type)
        unseen = Self.withheldEverywhere(for: [.read], by: grants, type)
        unknown = Self.withheldEverywhere(for: [.read, .create, .update], by: grants, type)
        withheldOnWrite = [
            .create: Self.withheld(for: .create, by: grants, type),
            .update: Self.withheld(for: .update, by: grants, type),
        ]
    }

    /// Access without bounds.
    init(unboundedTo type: EntityType) {
        self.type = type
        isUnbounded = true
        hidden = []
        unseen = []
        unknown = []
        relatedConditions = []
        grants = []
        rowFilters = [:]
        withheldOnWrite = [:]
    }

    /// Whether a privilege is given on any record at all.
    public func allows(_ privilege: Privilege) -> Bool {
        isUnbounded || grants.contains { $0.grant.privileges.contains(privilege) }
    }

    /// Whether records may be read.
    public var canRead: Bool { allows(.read) }
    /// Whether records may be created.
    public var canCreate: Bool { allows(.create) }
    /// Whether records may be changed.
    public var canUpdate: Bool { allows(.update) }
    /// Whether records may be deleted.
    public var canDelete: Bool { allows(.delete) }

    /// On which records a privilege is given: nil for all. Means something only where ``allows(_:)`` is true.
    public func rowFilter(for privilege: Privilege) -> Filter? { rowFilters[privilege] }

    /// Which records may be read: nil for all.
    public var rowFilter: Filter? { rowFilters[.read] }

    /// Positions of attributes that may not be set in every record that may be created or changed; hidden ones included.
    public func readOnly(for privilege: Privilege = .update) -> Set<Int> { withheldOnWrite[privilege] ?? [] }

    /// Whether an attribute is shown on some record. Whether this one shows it, ``hidden(on:in:)`` tells.
    public func shows(_ position: Int) -> Bool { !unseen.contains(position) }

    /// Whether the principal may know that there is an attribute: some record shows it, or lets it be set.
    public func knows(_ position: Int) -> Bool { !unknown.contains(position) }

    /// Whether an attribute may be set in some record that is created or changed.
    public func sets(_ position: Int, for privilege: Privilege) -> Bool {
        isUnbounded
            || grants.contains {
                $0.grant.privileges.contains(privilege)
                    && !$0.withheld(for: privilege).contains(type.attributes[position].name)
            }
    }

    /// Whether the principal may know that there is the entity type.
    public var isKnown: Bool { canRead || canCreate }

    /// Whether an event may be sent to any record at all. The chart's transitions have roles of their own beside this.
    public func allows(event name: String) -> Bool {
        isUnbounded || grants.contains { $0.grant.allows(event: name) }
    }

    /// The rule that queries follow.
    public var visibilityRule: QueryVisibility.Rule {
        QueryVisibility.Rule(
            isReadable: canRead, rowFilter: rowFilter, hidden: hidden, shownOnSome: hidden.subtracting(unseen))
    }

    /// True where one of the grants' filters is; nil where one of them has none.
    private static func union(of grants: [AppliedGrant]) -> Filter? {
        let filters = grants.compactMap(\.grant.rowFilter)
        guard filters.count == grants.count, let first = filters.first else { return nil }
        var different: [Filter] = []
        for filter in filters.dropFirst() where filter != first && !different.contains(filter) {
            different.append(filter)
        }
        return Filter.anyOf(first, different)
    }

    /// Positions of attributes that no grant of some privileges gives on any record.
    private static func withheldEverywhere(
        for privileges: [Privilege], by grants: [AppliedGrant], _ type: EntityType
    ) -> Set<Int> {
        var result = Set(type.attributes.indices)
        for privilege in privileges {
            for grant in grants where grant.grant.privileges.contains(privilege) {
                let withheld = grant.withheld(for: privilege)
                result = result.filter { withheld.contains(type.attributes[$0].name) }
                if result.isEmpty { return [] }
            }
        }
        return result
    }

    /// An attribute is given everywhere when a grant for all records gives it, or all grants do.
    private static func withheld(for privilege: Privilege, by grants: [AppliedGrant], _ type: EntityType) -> Set<Int> {
        let applying = grants.filter { $0.grant.privileges.contains(privilege) }
        guard !applying.isEmpty else { return Set(type.attributes.indices) }
        let everywhere = applying.filter { $0.grant.rowFilter == nil }
        return Set(
            type.attributes.indices.filter { position in
                let name = type.attributes[position].name
                return applying.contains { $0.withheld(for: privilege).contains(name) }
                    && everywhere.allSatisfy { $0.withheld(for: privilege).contains(name) }
            })
    }
}
