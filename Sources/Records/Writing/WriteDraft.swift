import Access
import Definitions
import Model

/// A write request after step 2: names resolved against one catalog, values coerced to their types.
///
/// Nothing has been read from the store yet, so nothing here depends on who asks or what is stored.
struct WriteDraft: Sendable {
    enum Action: Sendable {
        case create(RecordID?)
        case update(RecordID)
        case delete(RecordID)
        case event(RecordID, StateEvent)
    }

    /// On whose word the write is done.
    enum Authority: Sendable {
        /// The principal's roles decide.
        case principal
        /// The definition itself asks for it: a record that looks up a deleted one is deleted or unlinked with it.
        case referentialRule
        /// The record's own chart asked for the event earlier. When nothing answers it any more, it is dropped.
        case timer
        /// A rule sends an event that is the system's own: what may send it is the rule, whoever's write it follows from.
        case internalEvent
    }

    struct Assignment: Sendable {
        var position: Int
        var value: AttributeValue
    }

    var principal: Principal
    var cause: Cause
    var type: EntityType
    var action: Action
    var assignments: [Assignment]
    var expectedRevision: Int64?
    var idempotencyKey: String?
    var authority = Authority.principal
    /// Of which entity types lookups to several are said to lead to a record; what is said must be so.
    var claims: [Assignment] = []
    /// Further revisions that the record may be at.
    var alternativeRevisions: [Int64] = []
    /// What else the record must be like.
    var condition: WriteCondition?
    /// What is wrong with it as it was sent. Such a write is refused, once everything else that is wrong has been found, too.
    var problems: [Refusal.Problem] = []
    /// Whether it names what does not exist, or cannot be read.
    var isMalformed = false
}

extension WriteDraft {
    /// Resolves names and coerces values, collecting every problem.
    ///
    /// An attribute that the principal can neither see nor set on any record is unknown to it.
    ///
    /// - Throws: `Refusal(.malformed)` for an unknown entity type. All other problems are kept, for the write path tells them
    ///   together with those that it finds in the store.
    init(resolving request: WriteRequest, in deployment: Deployment) throws {
        let type = try deployment.type(named: request.entity, for: request.principal)
        let access = deployment.access.access(of: request.principal, to: type)
        let (action, values) = Self.parts(of: request.operation)
        // A record that exists may keep a retired option; whether it does is seen when it has been read.
        let isNew = if case .create = action { true } else { false }
        var problems = request.faults?.problems ?? []
        var isMalformed = request.faults?.kind == .malformed
        var unknown = 0
        var assignments: [Assignment] = []
        var claims: [Assignment] = []
        assignments.reserveCapacity(values.count)
        for (name, value) in values {
            guard let position = type.position(of: name), access.knows(position) else {
                unknown += 1
                // Looking for what may have been meant costs most; who is wrong so often is not spelling.
                problems.append(
                    .unknownAttribute(name, of: type, suggesting: unknown <= 20, where: access.knows))
                continue
            }
            let attribute = type.attributes[position]
            if case .targetType = attribute.type, case .success(let coerced) = attribute.type.coerce(value) {
                claims.append(Assignment(position: position, value: coerced))
                continue
            }
            guard !attribute.isReadOnly else {
                problems.append(.readOnly(attribute))
                continue
            }
            let kept = isNew ? .null : attribute.type.retiredOptions
            switch attribute.type.coerce(value, of: attribute.name, keeping: kept) {
            case .success(let coerced): assignments.append(Assignment(position: position, value: coerced))
            case .failure(let problem): problems.append(problem)
            }
        }
        isMalformed = isMalformed || unknown > 0
        self.init(
            principal: request.principal, cause: request.cause, type: type, action: action,
            assignments: assignments, expectedRevision: request.expectedRevision,
            idempotencyKey: request.idempotencyKey, claims: claims,
            alternativeRevisions: request.alternativeRevisions, condition: request.condition,
            problems: problems.sorted { ($0.attribute ?? "") < ($1.attribute ?? "") }, isMalformed: isMalformed)
    }

    private static func parts(of operation: WriteRequest.Operation) -> (Action, [String: DataValue]) {
        switch operation {
        case .create(let id, let values): (.create(id), values)
        case .update(let id, let values): (.update(id), values)
        case .delete(let id): (.delete(id), [:])
        case .event(let id, let name, let data, let values): (.event(id, StateEvent(name: name, data: data)), values)
        }
    }

    /// The record that the action is about; nil for a create.
    var target: RecordID? {
        switch action {
        case .create: nil
        case .update(let id), .delete(let id), .event(let id, _): id
        }
    }
}
