import Model
import Scripting
import StateCharts
import Testing

@Suite struct `Invoking charts` {
    func run(_ body: String, load: @escaping Chart.Loader = { _ in nil }) throws -> ChartRunner.Result {
        let chart = try chart(#"datamodel="lua""#, body)
        return try ChartRunner(chart: chart, load: load) { LuaDataModel(chart: $0, sandbox: try ChartSandbox()) }.run()
    }

    static let child = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="lua">
          <datamodel><data id="given" expr="0"/></datamodel>
          <state id="c"><onentry><send event="answer" target="#_parent"><param name="v" expr="given + 1"/></send></onentry>
            <transition event="echo" target="e"/></state>
          <final id="e"/></scxml>
        """

    @Test func `passes values in, finalizes what comes back, and forwards events`() throws {
        let result = try run(
            """
            <datamodel><data id="got"/></datamodel>
            <state id="a"><onentry><send event="timeout" delay="10s"/></onentry>
              <invoke id="i" autoforward="true"><param name="given" expr="41"/><content>\(Self.child)</content>
                <finalize><assign location="got" expr="_event.data.v"/></finalize></invoke>
              <transition event="answer" cond="got == 42"><send event="echo"/></transition>
              <transition event="done.invoke.i" target="yes"/><transition event="timeout" target="no"/></state>
            <final id="yes"/><final id="no"/>
            """)
        #expect(result.final == "yes")
        #expect(result.elapsed == .zero)
    }

    @Test func `loads a chart by its address where the runner allows it`() throws {
        let body = """
            <state id="a"><invoke src="child.scxml" id="i"/><transition event="answer" target="yes"/>
              <transition event="error.communication" target="no"/></state><final id="yes"/><final id="no"/>
            """
        #expect(try run(body, load: { $0 == "child.scxml" ? Array(Self.child.utf8) : nil }).final == "yes")
        #expect(try run(body).final == "no")
    }

    @Test func `stops a session whose state is left, and hears nothing more from it`() throws {
        let result = try run(
            """
            <state id="a"><onentry><send event="leave" delay="1s"/></onentry>
              <invoke><content><scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="lua">
                <state id="c"><onentry><send event="late" target="#_parent" delay="2s"/></onentry>
                  <onexit><log label="left"/><send event="late" target="#_parent"/></onexit></state></scxml></content></invoke>
              <transition event="leave" target="b"/></state>
            <state id="b"><onentry><send event="end" delay="5s"/></onentry>
              <transition event="late" target="no"/><transition event="end" target="yes"/></state>
            <final id="yes"/><final id="no"/>
            """)
        #expect(result.final == "yes")
        #expect(result.log == ["left"])
    }

    @Test func `refuses targets that do not exist`() throws {
        for (target, error) in [
            ("#_scxml_nobody", "error.communication"), ("#_parent", "error.communication"), ("baz", "error.execution"),
            ("#_nothing", "error.communication"),
        ] {
            let result = try run(
                """
                <state id="a"><onentry><send event="x" target="\(target)"/><send event="x"/></onentry>
                  <transition event="\(error)" target="yes"/><transition event="*" target="no"/></state>
                <final id="yes"/><final id="no"/>
                """)
            #expect(result.final == "yes", "\(target)")
        }
    }
}
