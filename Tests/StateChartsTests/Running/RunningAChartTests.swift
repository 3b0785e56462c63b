import Model
import StateCharts
import Testing

@Suite struct `Running a chart` {
    func runner(_ chart: Chart, time: ChartRunner.Time = .virtual) -> ChartRunner {
        ChartRunner(chart: chart, time: time) { NullDataModel(chart: $0) }
    }

    @Test func `prints active states, log entries and the final state`() throws {
        let chart = try chart(
            "",
            """
            <state id="a"><onentry><send event="x" delay="1.5s"/></onentry><transition event="x" target="f"/></state>
            <final id="f"><onentry><log label="there"/></onentry></final>
            """)
        var lines: [String] = []
        let result = try runner(chart).run { lines.append($0) }
        #expect(lines == ["active: a", "log: there", "active: f", "final: f"])
        #expect(result.final == "f")
        #expect(result.elapsed == .milliseconds(1500))
    }

    @Test func `waits for timers in the order of their times, and not for cancelled ones`() throws {
        let chart = try chart(
            "",
            """
            <state id="a"><onentry><send event="late" delay="2s"/><send event="gone" id="g" delay="500ms"/>
                <send event="early" delay="1s"/><cancel sendid="g"/></onentry>
              <transition event="gone" target="no"/><transition event="early" target="b"/></state>
            <state id="b"><transition event="late" target="yes"/></state><final id="yes"/><final id="no"/>
            """)
        #expect(try runner(chart).run().final == "yes")
        var waited: [Duration] = []
        _ = try withoutActuallyEscaping({ (duration: Duration) in waited.append(duration) }) { wait in
            try runner(chart, time: .real(wait: wait)).run()
        }
        #expect(waited == [.seconds(1), .seconds(1)])
    }

    @Test func `says so when the chart waits for ever`() throws {
        let chart = try chart("", #"<state id="a"><transition event="x" target="f"/></state><final id="f"/>"#)
        let error = #expect(throws: DiagnosticsError.self) { try runner(chart).run() }
        #expect(error?.diagnostics.first?.code == "KTR-C204")
        #expect(try runner(chart).run(events: [Event("x")]).final == "f")
    }

    @Test func `runs what a chart invokes and hears when it is done`() throws {
        let chart = try chart(
            "",
            """
            <state id="a">
              <invoke id="child"><content><scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
                <state id="c"><onentry><send event="hello" target="#_parent"/><send event="t" delay="1s"/></onentry>
                  <transition event="t" target="e"/></state><final id="e"/></scxml></content></invoke>
              <transition event="hello"><log label="hello"/></transition>
              <transition event="done.invoke.child" target="f"/></state>
            <final id="f"/>
            """)
        let result = try runner(chart).run()
        #expect(result.final == "f")
        #expect(result.log == ["hello"])
    }
}
