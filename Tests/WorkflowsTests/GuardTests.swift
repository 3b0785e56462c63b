import Model
import Records
import TestSupport
import Testing

@Suite struct `Guards` {
    private static let guarded = """
        <state id="open">
          <transition event="decide" target="deciding" cond="record.amount ~= nil and record.amount &gt; 100">
            <k:label>Submit</k:label><k:label xml:lang="de">Vorlegen</k:label>
            <k:reason>It is too small.</k:reason><k:reason xml:lang="de">Das ist zu klein.</k:reason>
          </transition>
          <transition event="skip" target="deciding" cond="record.amount == 7"/>
          <transition event="break" target="deciding" cond="record.amount &lt;= record.rounds"/>
          <transition event="data" target="deciding" cond="_event.data.size &gt; 5"/>
        </state>
        <state id="deciding"/>
        """

    @Test func `are told by the chart's reason, and never as Lua`() async throws {
        try await Workplace.run(Desk.texts(Self.guarded)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "50.00"])
            let refusal = try await desk.refusal { try await desk.send("decide", to: claim, as: Desk.agent) }
            #expect(refusal.code == "KTR-C301")
            #expect(refusal.message.english == "'Submit' is not possible now: the state is open.")
            #expect(refusal.problems[0].hint?.english == "It is too small.")
            #expect(refusal.problems[0].hint?[.german] == "Das ist zu klein.")
            let skipped = try await desk.refusal { try await desk.send("skip", to: claim, as: Desk.agent) }
            #expect(skipped.problems[0].hint?[.german] == "Eine Bedingung ist nicht erfüllt.")
            let failed = try await desk.refusal { try await desk.send("break", to: claim, as: Desk.agent) }
            let events = try desk.records.possibleEvents(for: claim, as: Desk.agent)
            let told = [refusal, skipped, failed].map(\.description) + events.compactMap(\.obstacle).map(\.english)
            #expect(told.allSatisfy { !$0.contains("record") && !$0.contains("amount ") && !$0.contains("rounds") })
            #expect(events.map(\.source).contains("record.amount == 7"))
        }
    }

    @Test func `that cannot be asked have failed, which is not the same as saying no`() async throws {
        try await Workplace.run(Desk.texts(Self.guarded)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "50.00"])
            let refusal = try await desk.refusal { try await desk.send("break", to: claim) }
            #expect(refusal.kind == .invalid)
            #expect(refusal.code == "KTR-C202")
            #expect(refusal.problems[0].location?.line == 8)
        }
    }

    @Test func `over sent data are told as depending on it`() async throws {
        try await Workplace.run(Desk.texts(Self.guarded)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let event = try desk.records.possibleEvents(for: claim, as: desk.admin).first { $0.name == "data" }
            #expect(event?.isPossible == false)
            #expect(event?.dependsOnData == true)
            #expect(event?.obstacle?[.german] == "Es hängt davon ab, was mit dem Ereignis gesendet wird.")
            let moved = try await desk.send("data", to: claim, data: .object(["size": .integer(9)]))
            #expect(moved["status"] == .text("deciding"))
        }
    }

    @Test(
        arguments: [
            "(function() record.log = 'set' return false end)()", "rawset(record, 'log', 'set') == nil",
            "(function() notes.x = 1 return false end)()", "(function() count = 5 return false end)()",
            "(function() _event.data = { log = 'set' } return false end)()",
        ])
    func `have no effects`(condition: String) async throws {
        let chart = """
            <datamodel><data id="count" expr="0"/><data id="notes" expr="{}"/></datamodel>
            <state id="open">
              <transition event="go" target="wrong" cond="\(condition)"/>
              <transition event="go" target="open">
                <if cond="count == 0 and notes.x == nil and (_event.data == nil or _event.data.log == nil)">
                  <assign location="record.rounds" expr="1"/>
                </if>
              </transition>
            </state>
            <state id="wrong"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let moved = try await desk.send("go", to: claim)
            #expect(moved["status"] == .text("open"))
            #expect(moved["log"] == .null)
            #expect(moved["rounds"] == .integer(1))
        }
    }

    @Test func `of states that are passed through decide what is told as possible`() async throws {
        let chart = """
            <state id="open"><transition event="go" target="between"/></state>
            <state id="between" k:roles="manager">
              <transition target="done" cond="record.amount ~= nil"/><transition event="stop" target="done"/>
            </state>
            <state id="done"><k:label>Done</k:label></state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "1.00"])
            let agent = try desk.records.possibleEvents(for: claim, as: Desk.agent)
            #expect(agent.map(\.isPossible) == [false])
            #expect(try await desk.refusal { try await desk.send("go", to: claim, as: Desk.agent) }.code == "KTR-C302")
            let manager = try desk.records.possibleEvents(for: claim, as: Desk.manager)
            #expect(manager.map(\.isPossible) == [true])
            #expect(manager.first?.target?.english == "Done")
            #expect(try await desk.send("go", to: claim, as: Desk.manager)["status"] == .text("done"))
            #expect(try desk.reread(claim).revision == 2)
        }
    }

    @Test func `four eyes speak of the event by its label`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            try await desk.send("decide", to: claim, as: Desk.manager)
            let refusal = try await desk.refusal { try await desk.send("approve", to: claim, as: Desk.manager) }
            #expect(
                refusal.message.english == "Four-eyes rule: the person who sent 'Submit' may not take this step too.")
            #expect(refusal.message[.german].contains("Wer „Vorlegen“ gesendet hat"))
        }
    }
}
