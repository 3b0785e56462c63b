import Model
import StateCharts
import Testing

@Suite struct `Taking a step` {
    @Test func `goes where the event says and says whether anything answered`() throws {
        let session = try started(
            try chart("", #"<state id="a"><transition event="go" target="b"/></state><state id="b"/>"#))
        #expect(try !session.step(Event("other")).isAnswered)
        #expect(session.activeStateIDs == ["a"])
        #expect(try session.step(Event("go")).isAnswered)
        #expect(session.activeStateIDs == ["b"])
    }

    @Test func `enters the first state unless initial names others`() throws {
        let body =
            #"<state id="a"/><parallel id="p"><state id="q"/><state id="r"><state id="s"/><state id="t"/></state></parallel>"#
        #expect(try started(chart("", body)).activeStateIDs == ["a"])
        #expect(try started(chart(#"initial="t""#, body)).activeStateIDs == ["q", "t"])
    }

    @Test func `matches events by whole words and wildcards`() throws {
        for (descriptor, event, matches) in [
            ("a", "a", true), ("a", "a.b", true), ("a", "ab", false), ("a.*", "a", true), ("a.", "a.b", true),
            ("*", "anything.at.all", true), ("x a", "a.c", true), ("a.b", "a", false),
        ] {
            let session = try started(
                chart("", #"<state id="s"><transition event="\#(descriptor)" target="t"/></state><state id="t"/>"#))
            #expect(try session.step(Event(event)).isAnswered == matches, "\(descriptor) and \(event)")
        }
    }

    @Test func `leaves inner states first and enters outer states first`() throws {
        func logs(_ id: String) -> String {
            "<onentry><log label='+\(id)'/></onentry><onexit><log label='-\(id)'/></onexit>"
        }
        let session = try started(
            chart(
                "",
                """
                <state id="a">\(logs("a"))<state id="b">\(logs("b"))
                  <transition event="go" target="d"><log label="go"/></transition></state></state>
                <state id="c">\(logs("c"))<state id="d">\(logs("d"))</state></state>
                """))
        #expect(try session.step(Event("go")).log == ["-b", "-a", "go", "+c", "+d"])
    }

    @Test func `prefers the inner transition, and the first of two`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="o"><transition event="x" target="c"/>
                  <state id="i"><transition event="x" target="a"/><transition event="x" target="b"/></state></state>
                <state id="a"/><state id="b"/><state id="c"/>
                """))
        #expect(try session.states(after: "x") == ["a"])
    }

    @Test func `stays in the source of an internal transition`() throws {
        func body(_ type: String) -> String {
            """
            <state id="o"><onexit><log label="left"/></onexit><transition event="x" type="\(type)" target="b"/>
              <state id="a"/><state id="b"/></state>
            """
        }
        #expect(try started(chart("", body("internal"))).step(Event("x")).log.isEmpty)
        #expect(try started(chart("", body("external"))).step(Event("x")).log == ["left"])
    }

    @Test func `takes transitions of all regions, and lets an inner one preempt an outer one`() throws {
        let session = try started(
            chart(
                "",
                """
                <parallel id="p"><transition event="x" target="away"/>
                  <state id="r1"><state id="a1"><transition event="x" target="a2"><log label="1"/></transition></state>
                    <state id="a2"/></state>
                  <state id="r2"><state id="b1"><transition event="x" target="b2"><log label="2"/></transition></state>
                    <state id="b2"/></state></parallel>
                <state id="away"/>
                """))
        let outcome = try session.step(Event("x"))
        #expect(session.activeStateIDs == ["a2", "b2"])
        #expect(outcome.log == ["1", "2"])
        #expect(outcome.microsteps == 1)
        #expect(try session.states(after: "x") == ["away"])
    }

    @Test func `gives the first region the right of way when two would leave the same states`() throws {
        let session = try started(
            chart(
                "",
                """
                <parallel id="p"><state id="r1"><transition event="x" target="first"/></state>
                  <state id="r2"><transition event="x" target="second"/></state></parallel>
                <state id="first"/><state id="second"/>
                """))
        #expect(try session.states(after: "x") == ["first"])
    }

    @Test func `answers raised events before it comes to rest`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="a"><transition event="x" target="b"><raise event="one"/><raise event="two"/></transition></state>
                <state id="b"><transition event="two" target="wrong"/><transition event="one" target="c"/></state>
                <state id="c"><transition event="two" target="d"/></state><state id="d"/><state id="wrong"/>
                """))
        #expect(try session.states(after: "x") == ["d"])
    }

    @Test func `announces that a state and all regions of a parallel state are done`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="o"><transition event="done.state.p" target="end"/>
                  <parallel id="p">
                    <state id="r1"><state id="a"><transition event="x" target="f1"/></state><final id="f1"/></state>
                    <state id="r2"><state id="b"><transition event="y" target="f2"/></state><final id="f2"/></state>
                  </parallel></state>
                <state id="end"/>
                """))
        #expect(try session.states(after: "x", "y") == ["f1 b", "end"])
    }

    @Test func `ends in a top-level final state and keeps it`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="a"><transition event="x" target="f"/></state>
                <final id="f"><onentry><log label="in"/></onentry><onexit><log label="out"/></onexit></final>
                """))
        let outcome = try session.step(Event("x"))
        #expect(outcome.log == ["in", "out"])
        #expect(session.status == .finished(final: session.chart.state("f")?.index))
        #expect(session.activeStateIDs == ["f"])
        #expect(try !session.step(Event("x")).isAnswered)
    }

    @Test func `knows which states are active in guards`() throws {
        let session = try started(
            chart(
                "",
                """
                <parallel id="p">
                  <state id="r1"><state id="a"><transition event="x" cond="In('d')" target="b"/></state><state id="b"/></state>
                  <state id="r2"><state id="c"><transition event="y" target="d"/></state><state id="d"/></state>
                </parallel>
                """))
        #expect(try session.states(after: "x", "y", "x") == ["a c", "a d", "b d"])
    }

    @Test func `gives up a chart that never comes to rest`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="a"><transition event="x" target="b"/></state>
                <state id="b"><transition target="c"/></state><state id="c"><transition target="b"/></state>
                """))
        let failure = #expect(throws: StepFailure.self) { try session.step(Event("x")) }
        #expect(failure?.diagnostic.code == "KTR-C201")
        #expect(failure?.diagnostic.location?.file == "test.scxml")
    }

    @Test func `gives up a chart that sends itself events for ever`() throws {
        let session = try started(
            chart("", #"<state id="a"><transition event="x"><send event="x"/></transition></state>"#))
        let failure = #expect(throws: StepFailure.self) { try session.step(Event("x")) }
        #expect(failure?.diagnostic.code == "KTR-C201")
    }

    @Test func `gives up a chart whose guard fails again and again`() throws {
        let session = try started(
            chart(
                "",
                """
                <state id="a"><transition event="x" target="b"/></state>
                <state id="b"><transition cond="nonsense" target="a"/></state>
                """))
        let failure = #expect(throws: StepFailure.self) { try session.step(Event("x")) }
        #expect(failure?.diagnostic.code == "KTR-C201")
        #expect(failure?.diagnostic.location?.line == 3)
    }

    @Test func `works with more than 64 states`() throws {
        let states = (0..<200).map {
            #"<state id="s\#($0)"><transition event="next" target="s\#(($0 + 1) % 200)"/></state>"#
        }
        let session = try started(chart("", states.joined(separator: "\n")))
        for number in 1...210 {
            try session.step(Event("next"))
            #expect(session.activeStateIDs == ["s\(number % 200)"])
        }
    }

    @Test func `tells in a trace what it did and why not something else`() throws {
        let chart = try chart(
            "",
            """
            <state id="a"><transition event="x" cond="In('b')" target="c"/>
              <transition event="x" target="b"/></state>
            <state id="b"><transition target="c"/></state><state id="c"/>
            """)
        let session = try started(chart)
        let trace = try #require(try session.step(Event("x"), tracing: true).trace)
        #expect(trace.microsteps.count == 2)
        #expect(trace.microsteps[0].guards.map(\.passed) == [false])
        #expect(trace.microsteps[0].transitions == [1])
        #expect(
            trace.lines(of: chart) == [
                "x: a → b (test.scxml:3:3)\n  not test.scxml:2:15: In('b')", "·: b → c (test.scxml:4:15)",
            ])
        #expect(try session.step(Event("x")).trace == nil)
    }
}
