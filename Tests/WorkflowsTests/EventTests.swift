import Model
import Records
import TestSupport
import Testing

@Suite struct `Events of a record's chart` {
    @Test(arguments: StoreKind.allCases)
    func `move the record and see record, principal and today`(kind: StoreKind) async throws {
        try await Workplace.run(Desk.texts(Desk.deciding), on: kind) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            #expect(claim["status"] == .text("open"))
            let deciding = try await desk.send("decide", to: claim, as: Desk.agent)
            #expect(deciding["status"] == .text("deciding"))
            #expect(deciding["decided_by"] == .text("ada"))
            let settled = try await desk.send("approve", to: claim, as: Desk.manager)
            #expect(settled["status"] == .text("settled"))
            #expect(settled["decided_on"].displayText == "2026-01-05")
        }
    }

    @Test func `a guard that says no is told with its place, in both languages`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "50.00"])
            let refusal = try await desk.refusal { try await desk.send("decide", to: claim) }
            #expect(refusal.kind == .conflict)
            #expect(refusal.code == "KTR-C301")
            #expect(refusal.message.english == "'Submit' is not possible now: the state is Open.")
            #expect(refusal.message[.german] == "„Vorlegen“ ist jetzt nicht möglich: Der Zustand ist Offen.")
            let problem = refusal.problems[0]
            #expect(problem.hint?.english == "A condition is not met.")
            #expect(problem.location?.file == "workflows/test/claim.scxml")
            #expect(problem.location?.line == 4)
            #expect(try desk.reread(claim).revision == 1)
        }
    }

    @Test func `an event that the state does not know is refused with the possible ones`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            let refusal = try await desk.refusal { try await desk.send("approve", to: claim) }
            #expect(refusal.problems[0].hint?.english == "Possible now: Submit.")
            let mistyped = try await desk.refusal { try await desk.send("decied", to: claim) }
            #expect(mistyped.problems[0].hint?.english == "Did you mean 'Submit'?")
        }
    }

    @Test func `roles of a transition bind everyone`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            try await desk.send("decide", to: claim, as: Desk.manager)
            let refusal = try await desk.refusal { try await desk.send("approve", to: claim, as: Desk.agent) }
            #expect(refusal.kind == .forbidden)
            #expect(refusal.code == "KTR-C302")
            #expect(refusal.message[.german] == "Dieser Schritt braucht eine der Rollen Leitung.")
            #expect(refusal.problems[0].location?.file == "workflows/test/claim.scxml")
            #expect(try desk.reread(claim)["status"] == .text("deciding"))
            let admin = try await desk.refusal { try await desk.send("approve", to: claim) }
            #expect(admin.code == "KTR-C302")
        }
    }

    @Test func `roles bind a step that follows by itself too`() async throws {
        let chart = """
            <state id="open"><transition event="go" target="between"/></state>
            <state id="between"><transition target="done" k:roles="manager"/></state>
            <state id="done"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let refusal = try await desk.refusal { try await desk.send("go", to: claim, as: Desk.agent) }
            #expect(refusal.code == "KTR-C302")
            #expect(try await desk.send("go", to: claim, as: Desk.manager)["status"] == .text("done"))
        }
    }

    @Test func `a transition of one channel is neither offered nor open to others`() async throws {
        let chart = """
            <state id="open">
              <transition event="taken_over" target="done" k:channels="import"/>
              <transition event="go" target="done"/>
            </state>
            <state id="done"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            #expect(try desk.records.possibleEvents(for: claim, as: desk.admin).map(\.name) == ["go"])
            let refusal = try await desk.refusal { try await desk.send("taken_over", to: claim) }
            #expect(refusal.kind == .forbidden)
            #expect(refusal.code == "KTR-C315")
            var request = desk.request("claim", .event(claim.id, name: "taken_over", data: .null, values: [:]))
            request.cause = Cause(.import, request: "batch")
            #expect(try await desk.records.write(request).record["status"] == .text("done"))
        }
    }

    @Test func `roles of a state are asked of all who leave it`() async throws {
        let chart = """
            <state id="open" k:roles="manager" initial="inner">
              <state id="inner"><transition event="go" target="done" k:roles="agent manager"/></state>
            </state>
            <state id="done"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let events = try desk.records.possibleEvents(for: claim, as: Desk.agent)
            #expect(events.map(\.isPossible) == [false])
            let refusal = try await desk.refusal { try await desk.send("go", to: claim, as: Desk.agent) }
            #expect(refusal.code == "KTR-C302")
            #expect(refusal.problems[0].location?.line == 2)
            #expect(try await desk.send("go", to: claim, as: Desk.manager)["status"] == .text("done"))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `four eyes: whoever submitted cannot approve, somebody else can`(kind: StoreKind) async throws {
        try await Workplace.run(Desk.texts(Desk.deciding), on: kind) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            try await desk.send("decide", to: claim, as: Desk.manager)
            let refusal = try await desk.refusal { try await desk.send("approve", to: claim, as: Desk.manager) }
            #expect(refusal.kind == .forbidden)
            #expect(refusal.code == "KTR-C307")
            #expect(refusal.problems[0].hint?[.german] == "Jemand anderes muss es tun.")
            // Returned and submitted by another: now the first one may.
            try await desk.send("return", to: claim, as: Desk.agent)
            try await desk.send("decide", to: claim, as: Desk.otherManager)
            #expect(
                try await desk.refusal { try await desk.send("approve", to: claim, as: Desk.otherManager) }.code
                    == "KTR-C307")
            #expect(try await desk.send("approve", to: claim, as: Desk.manager)["status"] == .text("settled"))
        }
    }

    @Test(arguments: ["decide.at.once", "decide."])
    func `four eyes see whoever submitted under a longer name`(event: String) async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            try await desk.send(event, to: claim, as: Desk.manager)
            let refusal = try await desk.refusal { try await desk.send("approve", to: claim, as: Desk.manager) }
            #expect(refusal.code == "KTR-C307")
            #expect(try await desk.send("approve", to: claim, as: Desk.otherManager)["status"] == .text("settled"))
        }
    }

    @Test func `the state cannot be written, only moved`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let created = try await desk.refusal {
                try await desk.create("claim", ["subject": "Hail", "status": "settled"])
            }
            #expect(created.code == "KTR-R221")
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let updated = try await desk.refusal { try await desk.update(claim, ["status": "settled"]) }
            #expect(updated.code == "KTR-R221")
            #expect(updated.problems[0].hint?.english.contains("events") == true)
        }
    }

    @Test func `possible events come with label, target and obstacle in both languages`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "50.00"])
            let closed = try desk.records.possibleEvents(for: claim, as: Desk.manager)
            #expect(closed.map(\.name) == ["decide"])
            #expect(closed[0].label[.german] == "Vorlegen")
            #expect(closed[0].target?[.german] == "In Entscheidung")
            #expect(!closed[0].isPossible)
            #expect(closed[0].obstacle?[.german] == "Eine Bedingung ist nicht erfüllt.")
            #expect(closed[0].location?.line == 4)
            try await desk.update(claim, ["amount": "150.00"])
            let deciding = try await desk.send("decide", to: claim, as: Desk.manager)
            let events = try desk.records.possibleEvents(for: deciding, as: Desk.manager)
            #expect(events.map(\.name) == ["approve", "return"])
            #expect(events.map(\.isPossible) == [false, true])
            #expect(events[0].obstacle?.english.hasPrefix("Four-eyes") == true)
            let forAgent = try desk.records.possibleEvents(for: deciding, as: Desk.agent)
            #expect(forAgent[0].obstacle?.english == "This step needs one of the roles Manager.")
            #expect(forAgent[0].obstacle?[.german] == "Dieser Schritt braucht eine der Rollen Leitung.")
        }
    }

    @Test func `guards see attributes that are hidden from whoever asks`() async throws {
        try await Workplace.run(Desk.texts(Desk.deciding)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "150.00"])
            let seen = try desk.reread(claim, as: Desk.agent)
            #expect(seen["amount"] == .null)
            #expect(try desk.records.possibleEvents(for: seen, as: Desk.agent)[0].isPossible)
            #expect(try await desk.send("decide", to: seen, as: Desk.agent)["status"] == .text("deciding"))
        }
    }

    @Test func `data of an event reaches the chart`() async throws {
        let chart = """
            <state id="open">
              <transition event="note" target="open"><assign location="record.log" expr="_event.data.text"/></transition>
            </state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let noted = try await desk.send("note", to: claim, data: .object(["text": "called back"]))
            #expect(noted["log"] == .text("called back"))
        }
    }
}
