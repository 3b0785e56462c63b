import Model
import Scripting
import StateCharts
import Testing

/// A started session of a chart with Lua data, and its data model.
func lua(_ body: String, _ attributes: String = "") throws -> (session: Session, model: LuaDataModel, log: [String]) {
    let chart = try chart(#"datamodel="lua" name="test" "# + attributes, body)
    let model = LuaDataModel(chart: chart, sandbox: try ChartSandbox())
    let session = Session(chart: chart, dataModel: model)
    return (session, model, try session.start().log)
}

@Suite struct `Computing with Lua` {
    @Test func `assigns, decides and loops`() throws {
        let (_, model, log) = try lua(
            """
            <datamodel><data id="n" expr="1"/><data id="list">{10, 20, 30}</data><data id="sum" expr="0"/></datamodel>
            <state id="a"><onentry>
              <assign location="n" expr="n + 1"/>
              <if cond="n == 1"><log label="one"/><elseif cond="n == 2"/><log label="two"/><else/><log label="many"/></if>
              <foreach array="list" item="x" index="i"><assign location="sum" expr="sum + x * i"/></foreach>
              <assign location="list[2]" expr="'changed'"/>
              <log label="list" expr="list"/>
              <script>function double(x) return 2 * x end</script>
              <log expr="double(n)"/>
            </onentry></state>
            """)
        #expect(log == ["two", #"list: [10,"changed",30]"#, "4"])
        #expect(try model.value(of: "sum") == .integer(140))
    }

    @Test func `ends the block with the failing element and tells the chart`() throws {
        let (session, _, log) = try lua(
            """
            <state id="a"><onentry><log label="before"/><assign location="x" expr="nothing.there"/><log label="after"/></onentry>
              <onentry><log label="other block"/></onentry>
              <transition event="error.execution" target="b"><log label="told" expr="type(_event.data)"/></transition></state>
            <state id="b"/>
            """)
        #expect(log == ["before", "other block", "told: string"])
        #expect(session.activeStateIDs == ["b"])
    }

    @Test func `reports the place of a guard that fails, and does not take the transition`() throws {
        let (session, _, _) = try lua(
            """
            <state id="a">
              <transition event="x" cond="nothing.there == 1" target="b"/></state><state id="b"/>
            """)
        let outcome = try session.step(Event("x"), tracing: true)
        #expect(!outcome.isAnswered)
        #expect(outcome.problems.map(\.code) == ["KTR-C202"])
        #expect(outcome.problems.first?.location?.description == "test.scxml:3:31")
        #expect(outcome.trace?.microsteps.first?.guards.first?.error != nil)
    }

    @Test func `sends with data, now and later, and cancels`() throws {
        let (session, _, _) = try lua(
            """
            <datamodel><data id="wait" expr="'1.5s'"/><data id="made"/></datamodel>
            <state id="a">
              <transition event="x"><send event="inner"><param name="v" expr="42"/></send>
                <send eventexpr="'la' .. 'ter'" delayexpr="wait" idlocation="made" namelist="wait"/>
                <send event="soon" delayexpr="250" id="mine"/><cancel sendid="mine"/></transition>
              <transition event="inner" cond="_event.data.v == 42" target="b"/></state>
            <state id="b"><onentry><log expr="made"/></onentry></state>
            """)
        let outcome = try session.step(Event("x"))
        #expect(session.activeStateIDs == ["b"])
        #expect(outcome.sends.map(\.event.name) == ["later", "soon"])
        #expect(outcome.sends.map(\.delay) == [.milliseconds(1500), .milliseconds(250)])
        #expect(outcome.sends[0].event.data?["wait"] == .text("1.5s"))
        #expect(outcome.log == [outcome.sends[0].sendID])
        let cancelled = outcome.effects.contains { if case .cancel("mine") = $0 { true } else { false } }
        #expect(cancelled)
    }

    @Test func `gives done data`() throws {
        let (session, _, log) = try lua(
            """
            <state id="o"><transition event="done.state.o" target="b"><log expr="_event.data.sum"/></transition>
              <state id="a"><transition target="f"/></state>
              <final id="f"><donedata><param name="sum" expr="20 + 1"/></donedata></final></state>
            <state id="b"/>
            """)
        #expect(log == ["21"])
        #expect(session.activeStateIDs == ["b"])
    }

    @Test func `keeps system variables from being assigned`() throws {
        for name in ["_event", "_sessionid", "_name", "_ioprocessors"] {
            let (session, _, _) = try lua(
                """
                <state id="a"><onentry><assign location="\(name)" expr="'mine'"/></onentry>
                  <transition event="error.execution" cond="\(name) ~= 'mine'" target="b"/></state><state id="b"/>
                """)
            #expect(session.activeStateIDs == ["b"], "\(name)")
        }
    }

    @Test func `binds late variables when their state is first entered`() throws {
        let body = """
            <state id="a"><onentry><log expr="tostring(x)"/></onentry><transition event="go" target="b"/></state>
            <state id="b"><datamodel><data id="x" expr="5"/></datamodel><onentry><log expr="x"/>
              <assign location="x" expr="6"/></onentry><transition event="back" target="a"/></state>
            """
        let (session, _, log) = try lua(body, #"binding="late""#)
        #expect(log == ["nil"])
        #expect(try session.step(Event("go")).log == ["5"])
        #expect(try session.step(Event("back")).log == ["6"])
        #expect(try session.step(Event("go")).log == ["6"])
        #expect(try lua(body).log == ["5"])
    }

    @Test func `gives the step up when a program does not end`() throws {
        let (session, _, _) = try lua(
            """
            <state id="a"><transition event="x" cond="(function() while true do end end)()" target="a"/></state>
            """)
        let failure = #expect(throws: StepFailure.self) { try session.step(Event("x")) }
        #expect(failure?.diagnostic.code == "KTR-C203")
        #expect(failure?.diagnostic.location?.line == 2)
    }

    @Test func `finds programs that are no Lua before they run`() throws {
        let chart = try chart(
            #"datamodel="lua""#,
            #"<state id="a"><transition event="x" cond="1 +" target="a"/><transition event="y" cond="n == 1"/></state>"#
        )
        let found = LuaDataModel(chart: chart, sandbox: try ChartSandbox()).diagnostics()
        #expect(found.map(\.code) == ["KTR-C140"])
        #expect(found.first?.location?.description == "test.scxml:2:43")
    }

    @Test func `names the guard that keeps an event from being possible`() throws {
        let (session, model, _) = try lua(
            """
            <datamodel><data id="paid" expr="false"/></datamodel>
            <state id="a"><transition event="ship" cond="paid" target="b"/>
              <transition event="pay"><assign location="paid" expr="true"/></transition></state><state id="b"/>
            """)
        #expect(session.possibleEvents().map(\.isEnabled) == [false, true])
        #expect(session.possibleEvents()[0].refusals.map(\.text) == ["paid"])
        try session.step(Event("pay"))
        #expect(session.possibleEvents().map(\.isEnabled) == [true, true])
        #expect(try model.value(of: "paid") == .boolean(true))
    }

    @Test func `shares one sandbox between the charts of several sessions`() throws {
        let sandbox = try ChartSandbox()
        let chart = try chart(
            #"datamodel="lua""#,
            """
            <datamodel><data id="n" expr="0"/></datamodel>
            <state id="a"><transition event="x" cond="In('a')" target="b"><assign location="n" expr="n + 1"/></transition></state>
            <state id="b"/>
            """)
        let models = [LuaDataModel(chart: chart, sandbox: sandbox), LuaDataModel(chart: chart, sandbox: sandbox)]
        let sessions = models.map { Session(chart: chart, dataModel: $0) }
        for session in sessions { try session.start() }
        try sessions[0].step(Event("x"))
        #expect(sessions.map(\.activeStateIDs) == [["b"], ["a"]])
        try sessions[1].step(Event("x"))
        #expect(try models.map { try $0.value(of: "n") } == [.integer(1), .integer(1)])
    }
}
