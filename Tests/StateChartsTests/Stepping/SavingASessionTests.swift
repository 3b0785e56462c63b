import Model
import StateCharts
import Testing

@Suite struct `Saving a session` {
    @Test func `goes on from nothing but the active states`() throws {
        let chart = try chart(
            "",
            """
            <state id="a"><transition event="x" target="p"/></state>
            <parallel id="p"><state id="r1"><state id="b"/><state id="c"/></state>
              <state id="r2"><state id="d"><transition event="y" target="e"/></state><state id="e"/></state></parallel>
            """)
        let session = try Session(
            chart: chart, dataModel: NullDataModel(chart: chart), activeStateIDs: ["c", "d"])
        #expect(try session.states(after: "y") == ["c e"])
        #expect(!session.needsSnapshot)
    }

    @Test func `goes on from a parallel state that has no states inside`() throws {
        let chart = try chart(
            "",
            #"<state id="a"><transition event="x" target="p"/></state><parallel id="p"><transition event="y" target="a"/></parallel>"#
        )
        #expect(try started(chart).states(after: "x") == ["p"])
        let session = try Session(chart: chart, dataModel: NullDataModel(chart: chart), activeStateIDs: ["p"])
        #expect(try session.states(after: "y") == ["a"])
    }

    @Test func `refuses states that the chart does not have or that do not go together`() throws {
        let chart = try chart("", #"<state id="open"/><state id="closed"/>"#)
        for (ids, code) in [(["opne"], "KTR-C206"), (["open", "closed"], "KTR-C207"), ([], "KTR-C207")] {
            let failure = #expect(throws: StepFailure.self) {
                _ = try Session(chart: chart, dataModel: NullDataModel(chart: chart), activeStateIDs: ids)
            }
            #expect(failure?.diagnostic.code == code)
        }
    }

    @Test func `opens a finished session as finished`() throws {
        let chart = try chart("", #"<state id="a"/><final id="f"/>"#)
        let session = try Session(chart: chart, dataModel: NullDataModel(chart: chart), activeStateIDs: ["f"])
        #expect(session.status == .finished(final: 2))
    }

    @Test func `gives the same result for the same state and event`() throws {
        let chart = try chart(
            "",
            """
            <state id="a"><transition event="x" target="b"><send event="later" delay="1s"/></transition></state>
            <state id="b"/>
            """)
        let state = try started(chart).state()
        let first = try chart.step(state, Event("x"), dataModel: NullDataModel(chart: chart))
        let second = try chart.step(state, Event("x"), dataModel: NullDataModel(chart: chart))
        #expect(first.state == second.state)
        #expect(first.outcome.sends.map(\.sendID) == second.outcome.sends.map(\.sendID))
        #expect(first.outcome.sends.first?.delay == .seconds(1))
    }
}
