import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `Timers of charts` {
    private static let reminding = """
        <state id="open">
          <onentry><send event="overdue" k:delay="2 business days" id="reminder"/></onentry>
          <onexit><cancel sendid="reminder"/></onexit>
          <transition event="overdue"><assign location="record.late" expr="true"/></transition>
          <transition event="accept" target="accepted"/>
          <transition event="finish" target="finished"/>
        </state>
        <state id="accepted"><transition event="reopen" target="open"/></state>
        <final id="finished"/>
        """

    @Test(arguments: StoreKind.allCases)
    func `fire when they are due and not before, once`(kind: StoreKind) async throws {
        try await Workplace.run(Desk.texts(Self.reminding), on: kind) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            // Monday 09:00, so Wednesday 09:00.
            let due = try #require(try desk.timers(of: claim).first?.due)
            #expect(due.description == "2026-01-07T09:00:00Z")
            desk.clock.set(due.adding(.milliseconds(-1)))
            let early = try await desk.records.fireDueTimers()
            #expect(early.fired == 0)
            #expect(early.nextDue == due)
            desk.clock.set(due)
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 1)
            #expect(round.nextDue == nil)
            let late = try desk.reread(claim)
            #expect(late["late"] == .boolean(true))
            #expect(late[.updatedBy] == .record(Principal.system.id))
            #expect(try await desk.records.fireDueTimers().fired == 0)
            #expect(try desk.reread(claim).revision == 2)
            let entry = try desk.records.history(of: "claim", claim.id, as: desk.admin)[0]
            #expect(entry.cause.channel == .timer)
            #expect(entry.cause.chain == ["claim: overdue after a delay"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `outlive a restart`(kind: StoreKind) async throws {
        let (folder, clock, ids) = (try TemporaryFolder(), ManualClock(), SequentialIDs())
        let texts = Desk.texts(Self.reminding)
        let claim = try await Workplace.run(texts, on: kind, in: folder, clock: clock, ids: ids) { desk in
            try await desk.create("claim", ["subject": "Hail"]).id
        }
        clock.advance(by: .seconds(30 * 86_400))
        try await Workplace.run(texts, on: kind, in: folder, clock: clock, ids: ids) { desk in
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 1)
        }
        try await Workplace.run(texts, on: kind, in: folder, clock: clock, ids: ids) { desk in
            #expect(try await desk.records.fireDueTimers().fired == 0)
            let record = try desk.records.read("claim", claim, as: desk.admin)
            #expect(record["late"] == .boolean(true))
            #expect(record.revision == 2)
        }
    }

    @Test func `two rounds at the same moment fire each once`() async throws {
        try await Workplace.run(Desk.texts(Self.reminding)) { desk in
            for number in 0..<30 { try await desk.create("claim", ["subject": .text("\(number)")]) }
            desk.clock.advance(by: .seconds(7 * 86_400))
            let fired = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await desk.records.fireDueTimers(limit: 10).fired } }
                return try await group.reduce(0, +)
            }
            #expect(fired == 30)
            #expect(try desk.all("claim").allSatisfy { $0.revision == 2 })
        }
    }

    @Test func `end by cancel, and begin anew when the state is entered again`() async throws {
        try await Workplace.run(Desk.texts(Self.reminding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("accept", to: claim)
            #expect(try desk.timers(of: claim).isEmpty)
            desk.clock.advance(by: .seconds(86_400))
            try await desk.send("reopen", to: claim)
            #expect(try desk.timers(of: claim).map(\.due.description) == ["2026-01-08T09:00:00Z"])
        }
    }

    @Test func `end with the chart and with the record`() async throws {
        let chart = Self.reminding.replacing("<onexit><cancel sendid=\"reminder\"/></onexit>", with: "").replacing(
            "<final id=\"finished\"/>",
            with: "<final id=\"finished\"><onentry><send event=\"overdue\" delay=\"5s\"/></onentry></final>")
        try await Workplace.run(Desk.texts(chart)) { desk in
            let finished = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("finish", to: finished)
            #expect(try desk.timers(of: finished).isEmpty)
            let deleted = try await desk.create("claim", ["subject": "Storm"])
            try await desk.delete(deleted)
            #expect(try desk.rowCounts()["kontor_timer"] == 0)
        }
    }

    @Test func `an event that nothing answers any more is dropped`() async throws {
        let chart = Self.reminding.replacing("<onexit><cancel sendid=\"reminder\"/></onexit>", with: "")
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("accept", to: claim)
            desk.clock.advance(by: .seconds(7 * 86_400))
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 0)
            #expect(round.dropped == 1)
            #expect(round.failures.isEmpty)
            #expect(try desk.timers(of: claim).isEmpty)
            #expect(try desk.reread(claim).revision == 2)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a refused one is tried again with growing pauses and stops no other`(kind: StoreKind) async throws {
        var texts = Desk.texts(Self.reminding)
        texts.plugins["strict"] = """
            kontor.before_save("claim", function(change)
              if change.kind == "update" and change.after.subject == "stuck" then kontor.refuse("stuck") end
            end)
            """
        try await Workplace.run(texts, on: kind) { desk in
            let stuck = try await desk.create("claim", ["subject": "stuck"])
            let other = try await desk.create("claim", ["subject": "fine"])
            desk.clock.set(try #require(Instant("2026-01-07T09:00:00Z")))
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 1)
            #expect(round.failures.map(\.record) == [stuck.id])
            #expect(round.failures[0].refusal.message.english == "stuck")
            #expect(try desk.reread(other)["late"] == .boolean(true))
            var pauses: [Duration] = []
            for _ in 0..<9 {
                let timer = try #require(try desk.timers(of: stuck).first)
                pauses.append(timer.due.since(desk.clock.now()))
                desk.clock.set(timer.due)
                #expect(try await desk.records.fireDueTimers().failures.count == 1)
            }
            #expect(pauses.prefix(4) == [.seconds(60), .seconds(120), .seconds(240), .seconds(480)])
            #expect(pauses.last == .seconds(256 * 60))
            // From now on it waits for the record to change.
            desk.clock.advance(by: .seconds(400 * 86_400))
            #expect(try await desk.records.fireDueTimers().failures.isEmpty)
            #expect(try desk.reread(stuck).revision == 1)
        }
    }

    @Test func `a refused event of a rule's further write is no dropped timer: everything is undone`() async throws {
        var texts = Desk.texts(Self.reminding)
        texts.plugins["chain"] = """
            kontor.before_save("claim", function(change)
              if change.kind == "update" and change.after.late then
                kontor.send("claim", change.after.id, "unknown")
              end
            end)
            kontor.after_transition("claim", function(change, transition)
              if transition.event == "overdue" then kontor.send("claim", change.after.id, "unknown") end
            end)
            """
        try await Workplace.run(texts) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            desk.clock.set(try #require(Instant("2026-01-07T09:00:00Z")))
            let round = try await desk.records.fireDueTimers()
            #expect(round.fired == 0)
            #expect(round.dropped == 0)
            #expect(round.failures.map(\.refusal.code) == ["KTR-C301"])
            #expect(try desk.reread(claim).revision == 1)
            #expect(try desk.timers(of: claim).map(\.attempts) == [1])
        }
    }

    @Test(
        arguments: [
            ("delay=\"90s\"", "2026-01-05T09:01:30Z"), ("delayexpr=\"'2s'\"", "2026-01-05T09:00:02Z"),
            ("delayexpr=\"1500\"", "2026-01-05T09:00:01.5Z"), ("k:delay=\"1 week\"", "2026-01-12T09:00:00Z"),
            ("k:delay=\"0 days\"", "2026-01-05T09:00:00Z"),
        ])
    func `wait as long as the chart says`(delay: String, due: String) async throws {
        let chart = "<state id=\"open\"><onentry><send event=\"x\" \(delay)/></onentry></state>"
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            #expect(try desk.timers(of: claim).map(\.due) == [try #require(Instant(due))])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `carry data and come back with their send id only where they have one`(kind: StoreKind) async throws {
        let chart = """
            <state id="open">
              <onentry><send event="x" delay="1s" id="named"><param name="n" expr="7"/></send></onentry>
              <transition event="x" target="done">
                <assign location="record.log" expr="_event.sendid .. ' ' .. _event.data.n"/>
              </transition>
            </state>
            <state id="done"/>
            """
        try await Workplace.run(Desk.texts(chart), on: kind) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            desk.clock.advance(by: .seconds(1))
            #expect(try await desk.records.fireDueTimers().fired == 1)
            #expect(try desk.reread(claim)["log"] == .text("named 7"))
        }
    }
}
