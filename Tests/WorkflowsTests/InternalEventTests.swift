import Model
import Records
import TestSupport
import Testing

@Suite struct `Events of the system` {
    private static func texts() -> WorkplaceTexts {
        var texts = Desk.texts(
            """
            <state id="open">
              <onentry><send event="overdue" delay="1s"/></onentry>
              <transition event="note" k:internal="true"><assign location="record.rounds" expr="7"/></transition>
              <transition event="overdue" k:internal="true"><assign location="record.late" expr="true"/></transition>
              <transition event="close" target="closed"/>
            </state>
            <state id="closed"/>
            """)
        texts.definitions += """
            <entity name="letter" set="letters" title="{text}">
              <text name="text"/><lookup name="claim" to="claim"/>
            </entity>
            <role name="typist">
              <grant entity="letter" privileges="create read"/><grant entity="claim" privileges="read"/>
            </role>
            """
        texts.plugins["rule"] = """
            kontor.before_save("letter", function(change) kontor.send("claim", change.after.claim, "note") end)
            """
        return texts
    }

    private static let typist = Workplace.person("tom", roles: ["typist"])

    @Test func `are sent by rules in the name of people who may not send events`() async throws {
        try await Workplace.run(Self.texts()) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.create(
                "letter", ["text": "x", "claim": .text(claim.id.description)], as: Self.typist)
            #expect(try desk.reread(claim)["rounds"] == .integer(7))
        }
    }

    @Test(arguments: [Cause.Channel.web, .api, .import, .command])
    func `come from nowhere outside, whatever a role may send`(channel: Cause.Channel) async throws {
        try await Workplace.run(Self.texts()) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            // Transitions listen to the first words of a name: whoever sends more of them sends the same event.
            for event in ["note", "overdue", "note.now", "overdue.at.once", "note."] {
                var request = desk.request("claim", .event(claim.id, name: event, data: .null, values: [:]))
                request.cause = Cause(channel, request: "test")
                let refused = try await desk.refusal { [request] in try await desk.records.write(request) }
                #expect(refused.kind == .forbidden)
                #expect(refused.code == "KTR-C605")
            }
            #expect(try desk.reread(claim).revision == 1)
        }
    }

    @Test func `are offered to nobody, and deadlines send them`() async throws {
        try await Workplace.run(Self.texts()) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            #expect(try desk.records.possibleEvents(for: claim, as: desk.admin).map(\.name) == ["close"])
            desk.clock.advance(by: .seconds(2))
            #expect(try await desk.records.fireDueTimers().fired == 1)
            #expect(try desk.reread(claim)["late"] == .boolean(true))
        }
    }
}
