import Access
import Definitions
import Model
import Queries
import Testing

@Suite struct `Explaining access` {
    private let table = AccessTable(Office.catalog)
    private let context = EvaluationContext(principal: Office.clara, now: Instant(microseconds: 0), zone: .utc)

    private func explain(_ question: AccessQuestion, _ roles: String..., on record: Record? = nil) -> AccessExplanation
    {
        table.explain(question, of: Office.principal(roles), to: Office.complaint, on: record, in: context)
    }

    @Test func `names role, file and line of what allows it`() {
        let explanation = explain(.privilege(.update), "agent", "desk")
        #expect(explanation.isAllowed)
        #expect(
            explanation.description == """
                complaint: update: allowed
                roles.xml:11:1: role 'agent' grants it where owner eq me()
                roles.xml:31:1: role 'desk' does not grant 'update'
                """)
    }

    @Test func `says why a record is out of reach`() {
        let explanation = explain(.privilege(.update), "agent", on: Office.record(owner: Office.bruno))
        #expect(!explanation.isAllowed)
        #expect(
            explanation.findings.map(\.reason.english) == [
                "grants it only where owner eq me(), which is not true of this record"
            ])
    }

    @Test func `tells roles that say nothing from roles that do not exist`() {
        let explanation = explain(.privilege(.read), "bookkeeper", "ghost")
        #expect(!explanation.isAllowed)
        #expect(explanation.findings.map(\.reason.english) == ["says nothing about 'complaint'", "is not defined"])
        #expect(explanation.findings.map(\.location) == [Office.at(50), nil])
    }

    @Test func `explains attributes and events`() {
        #expect(explain(.readAttribute("claim"), "desk").findings.map(\.reason.english) == ["hides 'claim'"])
        #expect(
            explain(.writeAttribute("number"), "clerk").findings.map(\.reason.english) == ["makes 'number' read-only"])
        #expect(explain(.event("close"), "agent").findings.map(\.reason.english) == ["does not name the event 'close'"])
        #expect(explain(.event("close"), "manager").isAllowed)
    }

    @Test(arguments: [[], ["agent"], ["desk"], ["agent", "desk"], ["clerk"], ["auditor", "clerk"], ["manager"]])
    func `never disagrees with the decision`(roles: [String]) {
        let access = table.access(of: Office.principal(roles), to: Office.complaint)
        for owner in [Office.clara, Office.bruno, nil] {
            for urgent in [true, false] {
                let record = Office.record(owner: owner, urgent: urgent)
                for privilege in Privilege.allCases {
                    let explained = table.explain(
                        .privilege(privilege), of: Office.principal(roles), to: Office.complaint, on: record,
                        in: context)
                    #expect(explained.isAllowed == access.allows(privilege, on: record, in: context))
                }
                let hidden = access.hidden(on: record, in: context)
                for (position, attribute) in Office.complaint.attributes.enumerated() {
                    let explained = table.explain(
                        .readAttribute(attribute.name), of: Office.principal(roles), to: Office.complaint, on: record,
                        in: context)
                    #expect(explained.isAllowed == !hidden.contains(position))
                }
            }
        }
    }
}
