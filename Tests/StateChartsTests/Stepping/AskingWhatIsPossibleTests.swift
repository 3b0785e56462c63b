import Model
import StateCharts
import Testing

@Suite struct `Asking what is possible` {
    @Test func `lists the events that active states name, and the guard that says no`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="outer"><transition event="cancel" target="outer" k:roles="manager"/>
                <state id="a">
                  <transition event="accept" cond="In('b')" target="b" k:label="Accept"/>
                  <transition event="note.*  note" target="b"/>
                  <transition event="done.state.x error.execution" target="b"/>
                </state><state id="b"><transition event="hidden"/></state></state>
                """))
        let possible = session.possibleEvents()
        #expect(possible.map(\.name) == ["cancel", "accept", "note"])
        #expect(possible.map(\.isEnabled) == [true, false, true])
        #expect(possible[0].transition?.annotations["roles"] == "manager")
        #expect(possible[1].candidates.map(\.passes) == [false])
        #expect(possible[1].candidates[0].refusal?.text == "In('b')")
        #expect(session.activeStateIDs == ["a"])
    }

    @Test func `names the place of the guard and an error in it`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="a"><transition event="accept" cond="In('b')" target="a" k:label="Accept"/>
                  <transition event="broken" cond="nonsense" target="a"/></state><state id="b"/>
                """))
        let possible = session.possibleEvents()
        #expect(!possible[0].isEnabled)
        #expect(possible[0].label.english == "Accept")
        #expect(possible[0].refusals.map(\.location.description) == ["test.scxml:2:48"])
        #expect(possible[1].candidates[0].error != nil)
    }
}
