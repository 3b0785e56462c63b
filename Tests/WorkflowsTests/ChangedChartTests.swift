import Model
import Records
import TestSupport
import Testing

@Suite struct `Records of an earlier version of their chart` {
    /// Runs one piece of work by one chart and the next by another, on the same database.
    private func change(
        _ before: String, to after: String, _ first: (Workplace) async throws -> Record,
        then second: (Workplace, Record) async throws -> Void
    ) async throws {
        let (folder, clock, ids) = (try TemporaryFolder(), ManualClock(), SequentialIDs())
        let record = try await Workplace.run(Desk.texts(before), in: folder, clock: clock, ids: ids) { desk in
            try await first(desk)
        }
        try await Workplace.run(Desk.texts(after), in: folder, clock: clock, ids: ids) { desk in
            try await second(desk, try desk.records.read("claim", record.id, as: desk.admin))
        }
    }

    private static func counting(_ data: String, _ step: String) -> String {
        """
        <datamodel><data id="count" expr="0"/>\(data)</datamodel>
        <state id="open"><transition event="more">
          <assign location="count" expr="count + \(step)"/><assign location="record.rounds" expr="count"/>
        </transition></state>
        """
    }

    @Test func `get the first value of a variable that is new, once`() async throws {
        try await change(
            Self.counting("", "1"), to: Self.counting(#"<data id="step" expr="10"/>"#, "step")
        ) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            return try await desk.send("more", to: claim)
        } then: { desk, claim in
            #expect(try await desk.send("more", to: claim)["rounds"] == .integer(11))
            #expect(try await desk.send("more", to: claim)["rounds"] == .integer(21))
        }
    }

    @Test func `get the first values of a chart that had no variables`() async throws {
        try await change(
            #"<state id="open"><transition event="more"/></state>"#,
            to: Self.counting(#"<data id="step" expr="10"/>"#, "step")
        ) { desk in
            try await desk.create("claim", ["subject": "Hail"])
        } then: { desk, claim in
            #expect(try await desk.send("more", to: claim)["rounds"] == .integer(10))
        }
    }

    @Test func `keep what a renamed variable holds`() async throws {
        try await change(
            Self.counting("", "1"),
            to: """
                <datamodel><data id="total" k:was="count" expr="0"/></datamodel>
                <state id="open"><transition event="more">
                  <assign location="total" expr="total + 1"/><assign location="record.rounds" expr="total"/>
                </transition></state>
                """
        ) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            return try await desk.send("more", to: claim)
        } then: { desk, claim in
            #expect(try await desk.send("more", to: claim)["rounds"] == .integer(2))
        }
    }

    @Test func `keep a variable that was emptied on purpose empty`() async throws {
        let chart = """
            <datamodel><data id="mark" expr="'first'"/></datamodel>
            <state id="open">
              <transition event="clear"><assign location="mark" expr="nil"/></transition>
              <transition event="show"><assign location="record.log" expr="tostring(mark)"/></transition>
            </state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("clear", to: claim)
            #expect(try await desk.send("show", to: claim)["log"] == .text("nil"))
        }
    }

    private static func held(_ second: String, _ next: String) -> String {
        """
        <state id="open" initial="w1"><transition event="hold" target="held"/>
          <state id="w1"><transition event="next" target="\(next)"/></state>\(second)<state id="w3"/>
          <history id="h" type="deep"><transition target="w1"/></history>
        </state>
        <state id="held"><transition event="resume" target="h"/><transition event="restart" target="w1"/></state>
        """
    }

    @Test func `go to the default of a history whose state is gone`() async throws {
        try await change(Self.held(#"<state id="w2"/>"#, "w2"), to: Self.held("", "w3")) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("next", to: claim)
            return try await desk.send("hold", to: claim)
        } then: { desk, claim in
            #expect(try await desk.send("resume", to: claim)["status"] == .text("w1"))
        }
    }

    @Test func `go back to the state that the remembered one has become`() async throws {
        try await change(
            Self.held(#"<state id="w2"/>"#, "w2"), to: Self.held(#"<state id="second" k:was="w2"/>"#, "second")
        ) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("next", to: claim)
            return try await desk.send("hold", to: claim)
        } then: { desk, claim in
            #expect(try await desk.send("resume", to: claim)["status"] == .text("second"))
        }
    }

    private static func waiting(_ transition: String) -> String {
        """
        <state id="open"><onentry><send event="night" delay="2s"/></onentry>
          <transition event="\(transition)" target="late"/>
        </state>
        <state id="late"/>
        """
    }

    @Test func `take a deadline under the name that its event has now`() async throws {
        try await change(Self.waiting("night"), to: Self.waiting(#"nightly" k:was="night"#)) { desk in
            try await desk.create("claim", ["subject": "Hail"])
        } then: { desk, claim in
            desk.clock.advance(by: .seconds(3))
            #expect(try await desk.records.fireDueTimers().fired == 1)
            #expect(try desk.reread(claim)["status"] == .text("late"))
        }
    }

    @Test func `keep a deadline whose event is gone, and say so`() async throws {
        try await change(
            Self.waiting("night"),
            to: #"<state id="open"><transition event="nightly" target="late"/></state><state id="late"/>"#
        ) { desk in
            try await desk.create("claim", ["subject": "Hail"])
        } then: { desk, claim in
            desk.clock.advance(by: .seconds(3))
            let round = try await desk.records.fireDueTimers()
            #expect(round.failures.map(\.refusal.code) == ["KTR-C608"])
            #expect(try desk.timers(of: claim).count == 1)
            #expect(try desk.records.timers(of: claim, as: desk.admin).first?.refusal?.attempts == 1)
        }
    }
}
