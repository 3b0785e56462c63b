import Model
import StateCharts
import Testing

@Suite struct `Remembering history` {
    func body(_ type: String) -> String {
        """
        <state id="work" initial="one">
          <transition event="pause" target="paused"/>
          <history id="h" type="\(type)"><transition target="two"><log label="no memory"/></transition></history>
          <state id="one"><transition event="next" target="two"/></state>
          <state id="two" initial="x"><state id="x"><transition event="deeper" target="y"/></state><state id="y"/></state>
        </state>
        <state id="paused"><transition event="resume" target="h"/></state>
        """
    }

    @Test func `comes back to the state it left, shallow or deep`() throws {
        let shallow = try started(chart("", body("shallow")))
        #expect(
            try shallow.states(after: "next", "deeper", "pause", "resume") == ["x", "y", "paused", "x"])
        let deep = try started(chart("", body("deep")))
        #expect(try deep.states(after: "next", "deeper", "pause", "resume") == ["x", "y", "paused", "y"])
    }

    @Test func `goes the default way when there is nothing to remember`() throws {
        let session = try started(chart(#"initial="paused""#, body("deep")))
        let outcome = try session.step(Event("resume"))
        #expect(session.activeStateIDs == ["x"])
        #expect(outcome.log == ["no memory"])
    }

    @Test func `survives saving and reading back`() throws {
        let chart = try chart("", body("deep"))
        let session = try started(chart)
        _ = try session.states(after: "next", "deeper", "pause")
        let saved = try session.snapshot()
        #expect(saved["history"]?["h"] == .list([.text("y")]))
        let again = try Session(
            chart: chart, dataModel: NullDataModel(chart: chart), state: SessionState(saved, chart: chart))
        #expect(try again.states(after: "resume") == ["y"])
    }

    @Test func `remembers all regions of a parallel state`() throws {
        let session = try started(
            chart(
                "",
                """
                <parallel id="p"><transition event="off" target="o"/>
                  <history id="h" type="deep"><transition target="a c"/></history>
                  <state id="r1"><state id="a"><transition event="x" target="b"/></state><state id="b"/></state>
                  <state id="r2"><state id="c"><transition event="y" target="d"/></state><state id="d"/></state></parallel>
                <state id="o"><transition event="on" target="h"/></state>
                """))
        #expect(try session.states(after: "y", "off", "on") == ["a d", "o", "a d"])
    }
}
