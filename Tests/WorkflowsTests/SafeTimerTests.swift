import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `No deadline is lost or blocks others` {
    private static let ticket = """
        <datamodel><data id="last"/></datamodel>
        <state id="open">
          <transition event="note"><assign location="last" expr="_event.data"/></transition>
          <transition event="later">
            <send event="ping" delay="1s"><param name="p" expr="_event.data"/></send>
          </transition>
          <transition event="ping" target="done"/>
        </state>
        <state id="done"/>
        """

    private static func nested(_ depth: Int) -> DataValue {
        (1..<depth).reduce(.object(["x": .integer(1)])) { inner, _ in .object(["x": inner]) }
    }

    @Test func `data as deep as clients may send come back from timers and sessions`() async throws {
        try await Workplace.run(Desk.texts(Self.ticket)) { desk in
            let deep = try await desk.create("claim", ["subject": "deep"])
            let other = try await desk.create("claim", ["subject": "other"])
            try await desk.send("note", to: deep, data: Self.nested(64))
            #expect(try desk.records.possibleEvents(for: deep, as: desk.admin).count == 2)
            try await desk.send("later", to: deep, data: Self.nested(64))
            try await desk.send("later", to: other, data: .object(["k": .integer(1)]))
            desk.clock.advance(by: .seconds(2))
            #expect(try await desk.records.fireDueTimers().fired == 2)
            #expect(try desk.all("claim").allSatisfy { $0["status"] == .text("done") })
        }
    }

    @Test(
        arguments: [
            "data = '{broken'", "record_id = x'00'", "id = x'01'", "id = CAST('text' AS BLOB)", "entity = 'gone'",
            "data = CAST(x'ff' AS TEXT)",
            "record_id = x'00112233445566778899aabbccddeeff'", "event = ''",
        ])
    func `a damaged row is set aside and named, and all others come`(damage: String) async throws {
        try await Workplace.run(Desk.texts(Self.ticket)) { desk in
            var claims: [Record] = []
            for number in 0..<3 {
                let claim = try await desk.create("claim", ["subject": .text("\(number)")])
                try await desk.send("later", to: claim)
                claims.append(claim)
            }
            let first = claims[0].id.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            try await desk.tamper("UPDATE kontor_timer SET \(damage) WHERE record_id = x'\(first)'")
            desk.clock.advance(by: .seconds(2))
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 2)
            #expect(round.failures.count + round.damaged.count == 1)
            for claim in claims.dropFirst() { #expect(try desk.reread(claim)["status"] == .text("done")) }
            #expect(try desk.records.refusedTimerCount().all == 1)
            let named = try desk.records.damagedTimers() + desk.records.timers(onlyRefused: true, limit: 5).map(\.line)
            #expect(!named.isEmpty)
            #expect(try await desk.records.fireDueTimers().fired == 0)
        }
    }

    @Test func `a damaged session stops its own record and is named`() async throws {
        try await Workplace.run(Desk.texts(Self.ticket)) { desk in
            let claims = [
                try await desk.create("claim", ["subject": "a"]), try await desk.create("claim", ["subject": "b"]),
            ]
            for claim in claims { try await desk.send("later", to: claim) }
            let first = claims[0].id.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            try await desk.tamper("UPDATE kontor_session SET data = '[' WHERE record_id = x'\(first)'")
            #expect(try await desk.refusal { try await desk.send("note", to: claims[0]) }.code == "KTR-C606")
            desk.clock.advance(by: .seconds(2))
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 1)
            #expect(round.failures.map(\.refusal.code) == ["KTR-C606"])
            #expect(try desk.records.damagedSessions().count == 1)
        }
    }

    @Test func `an error in a guard puts the timer off, and it comes when the reason is gone`() async throws {
        let chart = """
            <state id="open"><onentry><send event="night" delay="1s"/></onentry>
              <transition event="night" target="late" cond="record.rounds &lt;= record.amount"/></state>
            <state id="late"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "rounds": .integer(5)])
            desk.clock.advance(by: .seconds(2))
            let round = try await desk.records.fireDueTimers()
            #expect(round.dropped == 0)
            #expect(round.failures.map(\.refusal.code) == ["KTR-C202"])
            #expect(try desk.records.refusedTimerCount().all == 1)
            try await desk.update(claim, ["amount": "9.00"])
            #expect(try await desk.records.fireDueTimers().fired == 1)
            #expect(try desk.reread(claim)["status"] == .text("late"))
        }
    }

    @Test func `a step that leaves too many is refused, and those that make more stop`() async throws {
        let chart = """
            <datamodel><data id="t" expr="{1,2,3,4,5,6,7,8,9,10}"/></datamodel>
            <state id="open"><transition event="go">
              <foreach array="t" item="i"><send event="go" delay="1s"/></foreach></transition></state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let records = desk.records.with { $0.timersPerRecord = 25 }
            let claim = try await desk.create("claim", ["subject": "bomb"])
            try await desk.send("go", to: claim)
            var codes: Set<String> = []
            for _ in 0..<5 {
                desk.clock.advance(by: .seconds(2))
                codes.formUnion(try await records.fireDueTimers().failures.map(\.refusal.code))
            }
            #expect(codes == ["KTR-C602"])
            #expect(try desk.timers(of: claim).count <= 25)
        }
    }

    @Test func `a timer that comes at once comes twenty times a second at most, and a hasty record is slowed down`()
        async throws
    {
        let chart = """
            <state id="open"><onentry><send event="t" delay="1ms"/></onentry><transition event="t" target="open"/></state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let records = desk.records.with { $0.timerStepsPerMinute = 30 }
            let claim = try await desk.create("claim", ["subject": "tick"])
            var fired = 0
            for _ in 0..<100 {
                desk.clock.advance(by: .milliseconds(10))
                fired += try await records.fireDueTimers().fired
            }
            #expect(fired == 20)
            var codes: [String] = []
            for _ in 0..<200 where codes.isEmpty {
                desk.clock.advance(by: .milliseconds(10))
                codes += try await records.fireDueTimers().failures.map(\.refusal.code)
            }
            #expect(codes == ["KTR-C603"])
            desk.clock.advance(by: .seconds(61))
            #expect(try await records.fireDueTimers().fired == 1)
            #expect(try desk.reread(claim).revision > 20)
        }
    }

    @Test func `deadlines are listed with label and date, for those who may see them`() async throws {
        let chart = """
            <state id="open"><onentry><send event="night" k:delay="2 hours"/></onentry>
              <transition event="night" target="open"><k:label>Night falls</k:label></transition></state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let timers = try desk.records.timers(of: claim, as: Desk.agent)
            #expect(timers.map(\.label.english) == ["Night falls"])
            #expect(timers.first?.due == desk.clock.now().adding(.seconds(7200)))
            #expect(try desk.records.timers(of: claim, as: Workplace.person("nobody", roles: [])).isEmpty)
            #expect(try desk.records.timers(ofType: "claim", limit: 5).count == 1)
            #expect(try desk.records.timerCount() == 1)
        }
    }
}
