import Access
import Definitions
import Model
import Queries
import Testing

@Suite struct `Deciding access` {
    private let table = AccessTable(Office.catalog)
    private let context = EvaluationContext(principal: Office.clara, now: Instant(microseconds: 0), zone: .utc)

    private func access(_ roles: String...) -> EntityAccess {
        table.access(of: Office.principal(roles), to: Office.complaint)
    }

    @Test func `nothing is allowed without a role that grants it`() {
        for access in [access(), access("unknown"), access("bookkeeper")] {
            for privilege in Privilege.allCases { #expect(!access.allows(privilege)) }
            #expect(!access.allows(event: "accept"))
            #expect(access.hidden == Set(Office.complaint.attributes.indices))
            #expect(!access.allows(.read, on: Office.record(owner: Office.clara), in: context))
        }
    }

    @Test func `the system principal has no restrictions`() {
        let access = table.access(of: .system, to: Office.complaint)
        for privilege in Privilege.allCases { #expect(access.allows(privilege)) }
        #expect(access.allows(event: "anything"))
        #expect(access.rowFilter == nil)
        #expect(access.hidden.isEmpty && access.readOnly().isEmpty)
    }

    @Test func `a grant for every entity type covers each`() {
        let access = access("auditor")
        #expect(access.canRead && !access.canCreate && !access.canUpdate && !access.canDelete)
        #expect(access.rowFilter == nil)
        #expect(table.access(of: Office.principal(["auditor"]), to: Office.account).canRead)
    }

    @Test func `a row filter admits only its records`() {
        let access = access("agent")
        #expect(access.rowFilter?.text == "owner eq me()")
        #expect(access.allows(.update, on: Office.record(owner: Office.clara), in: context))
        #expect(!access.allows(.update, on: Office.record(owner: Office.bruno), in: context))
        #expect(!access.allows(.update, on: Office.record(owner: nil), in: context))
        #expect(access.allows(event: "accept") && !access.allows(event: "close"))
        #expect(!access.allows(event: "accept", on: Office.record(owner: Office.bruno), in: context))
    }

    @Test func `several roles are united, each on its own records`() {
        let both = access("agent", "desk")
        #expect(both.rowFilter?.text == "(owner eq me()) or (urgent eq true)")
        let foreignUrgent = Office.record(owner: Office.bruno, urgent: true)
        #expect(both.allows(.read, on: foreignUrgent, in: context))
        #expect(!both.allows(.update, on: foreignUrgent, in: context))
        #expect(both.rowFilter(for: .update)?.text == "owner eq me()")
        #expect(access("agent", "auditor").rowFilter == nil)
        #expect(access("agent", "agent_again").rowFilter?.text == "owner eq me()")
    }

    @Test func `an attribute hidden by one grant is seen only where another shows it`() {
        let claim = Office.complaint.position(of: "claim") ?? -1
        let both = access("agent", "desk")
        #expect(both.hidden == [claim])
        #expect(both.hidden(on: Office.record(owner: Office.clara, urgent: true), in: context).isEmpty)
        #expect(both.hidden(on: Office.record(owner: Office.bruno, urgent: true), in: context) == [claim])
        #expect(access("desk").hidden == [claim])
        #expect(access("agent").hidden.isEmpty)
        #expect(access("desk", "auditor").hidden.isEmpty)
    }

    @Test func `what is hidden or read-only cannot be set`() {
        let positions = Set(["number", "claim"].compactMap { Office.complaint.position(of: $0) })
        #expect(access("clerk").readOnly() == positions)
        #expect(access("clerk").readOnly(on: Office.record(owner: nil), in: context) == positions)
        #expect(access("clerk", "manager").readOnly().isEmpty)
        #expect(access("desk").readOnly() == Set(Office.complaint.attributes.indices))
    }

    @Test func `queries see what the roles let be read`() {
        let visibility = table.visibility(of: Office.principal(["agent", "desk"]))
        #expect(visibility[Office.complaint].hidden.count == 1)
        #expect(visibility[Office.complaint].rowFilter != nil)
        #expect(!visibility[Office.account].isReadable)
    }

    @Test func `refusals are forbidden in both languages`() throws {
        let refusal = try #require(throws: Refusal.self) { try access("agent").require(.delete) }
        #expect(refusal.kind == .forbidden && refusal.code == "KTR-A101")
        #expect(refusal.message[.german] == "Ihre Rollen erlauben es nicht, dies zu löschen: Beschwerde")
        try access("agent").require(.update)
    }

    @Test func `the same question gives the same answer from many threads`() async {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { [table] in
                    let roles = ["agent", "desk", "auditor", "clerk"].prefix(number % 5)
                    let access = table.access(of: Office.principal(Array(roles)), to: Office.complaint)
                    return access.canRead == (number % 5 > 0)
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
