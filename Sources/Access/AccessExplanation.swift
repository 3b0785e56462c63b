import Definitions
public import Model
public import Queries

/// Why something is allowed or refused: each role of the principal and each of its grants, with file and line.
public struct AccessExplanation: Sendable, CustomStringConvertible {
    /// What one grant, or a role without one, has to do with it.
    public struct Finding: Sendable, Hashable {
        /// Name of the role.
        public var role: String
        /// Where the grant stands, or the role that has none for the entity type; nil for an unknown role.
        public var location: SourceLocation?
        /// Whether this is what allows it.
        public var allows: Bool
        /// What it does, as the rest of a sentence: “gives it where owner eq me()”.
        public var reason: LocalizedText
    }

    /// The decision.
    public let isAllowed: Bool
    /// What was asked: `complaint: update`.
    public let subject: String
    /// In the order of the roles' names.
    public let findings: [Finding]

    /// One line per finding: `crm.xml:12:3: role 'agent' gives it`.
    public var description: String {
        let head = "\(subject): \(isAllowed ? "allowed" : "refused")"
        return
            ([head]
            + findings.map { finding in
                (finding.location.map { "\($0): " } ?? "") + "role '\(finding.role)' \(finding.reason.english)"
            }).joined(separator: "\n")
    }
}

extension AccessTable {
    /// Explains whether a principal may do something, on a record where one is given.
    public func explain(
        _ question: AccessQuestion, of principal: Principal, to type: EntityType, on record: Record? = nil,
        in context: EvaluationContext? = nil
    ) -> AccessExplanation {
        let subject = "\(type.name): \(question.text)"
        if principal.isSystem {
            let reason = LocalizedText("has no restrictions", german: "unterliegt keinen Einschränkungen")
            let finding = AccessExplanation.Finding(role: "system", location: nil, allows: true, reason: reason)
            return AccessExplanation(isAllowed: true, subject: subject, findings: [finding])
        }
        let findings =
            principal.roles.sorted().flatMap { name in
                self.findings(question, ofRole: name, type, record, context)
            } + linkFindings(question, of: principal, type, record, context)
        return AccessExplanation(isAllowed: findings.contains(where: \.allows), subject: subject, findings: findings)
    }

    private func findings(
        _ question: AccessQuestion, ofRole name: String, _ type: EntityType, _ record: Record?,
        _ context: EvaluationContext?
    ) -> [AccessExplanation.Finding] {
        guard let role = catalog.role(named: name) else {
            let reason = LocalizedText("is not defined", german: "ist nicht definiert")
            return [AccessExplanation.Finding(role: name, location: nil, allows: false, reason: reason)]
        }
        let grants = role.grants.filter { $0.covers(type) }
        guard !grants.isEmpty else {
            let reason = LocalizedText("says nothing about '\(type.name)'", german: "sagt nichts über „\(type.name)“")
            return [AccessExplanation.Finding(role: name, location: role.location, allows: false, reason: reason)]
        }
        return grants.map { grant in
            let (allows, reason) = effect(of: grant, question, record, context)
            return AccessExplanation.Finding(role: name, location: grant.location, allows: allows, reason: reason)
        }
    }

    /// What follows from the rights to both ends of a link that no grant names.
    private func linkFindings(
        _ question: AccessQuestion, of principal: Principal, _ type: EntityType, _ record: Record?,
        _ context: EvaluationContext?
    ) -> [AccessExplanation.Finding] {
        guard let link = type.link, !isNamed(type) else { return [] }
        let derived = linkGrants(of: principal.roles, to: type)
        let (near, far) = (link.near, link.far)
        guard let applied = derived.first(where: { question.reasonAgainst($0.grant) == nil }) else {
            let reason = LocalizedText(
                "does not follow: that needs read access to '\(near)' and '\(far)', and update access to '\(near)' to change links",
                german:
                    "folgt nicht: dazu müssten „\(near)“ und „\(far)“ gelesen, zum Ändern „\(near)“ geändert werden dürfen"
            )
            let roles = principal.roles.sorted().joined(separator: ", ")
            return [.init(role: roles, location: type.location, allows: false, reason: reason)]
        }
        let (allows, reason) = effect(of: applied.grant, question, record, context)
        let cause =
            applied.grant.privileges.contains(.read)
            ? LocalizedText("because both ends may be read", german: "weil beide Enden gelesen werden dürfen")
            : LocalizedText("because '\(near)' may be updated", german: "weil „\(near)“ geändert werden darf")
        let text = LocalizedText(
            "\(reason.english), \(cause.english)", german: "\(reason[.german]), \(cause[.german])")
        return [.init(role: applied.role, location: applied.grant.location, allows: allows, reason: text)]
    }

    private func effect(
        of grant: Grant, _ question: AccessQuestion, _ record: Record?, _ context: EvaluationContext?
    ) -> (Bool, LocalizedText) {
        if let reason = question.reasonAgainst(grant) { return (false, reason) }
        guard let filter = grant.rowFilter else { return (true, LocalizedText("grants it", german: "erlaubt es")) }
        if let record, let context, !filter.matches(record, in: context) {
            return (
                false,
                LocalizedText(
                    "grants it only where \(filter.text), which is not true of this record",
                    german: "erlaubt es nur bei \(filter.text); für diesen Datensatz gilt das nicht")
            )
        }
        return (true, LocalizedText("grants it where \(filter.text)", german: "erlaubt es bei \(filter.text)"))
    }
}
