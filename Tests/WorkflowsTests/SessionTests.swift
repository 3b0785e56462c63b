import Model
import Records
import TestSupport
import Testing

@Suite struct `Sessions of records between two writes` {
    @Test(arguments: StoreKind.allCases)
    func `variables are kept`(kind: StoreKind) async throws {
        let chart = """
            <datamodel><data id="count" expr="0"/></datamodel>
            <state id="open">
              <transition event="again" target="open">
                <assign location="count" expr="count + 1"/><assign location="record.rounds" expr="count"/>
              </transition>
            </state>
            """
        try await Workplace.run(Desk.texts(chart), on: kind) { desk in
            let first = try await desk.create("claim", ["subject": "Hail"])
            let second = try await desk.create("claim", ["subject": "Storm"])
            for round in 1...3 {
                #expect(try await desk.send("again", to: first)["rounds"] == .integer(Int64(round)))
            }
            #expect(try await desk.send("again", to: second)["rounds"] == .integer(1))
            try await desk.delete(first)
            #expect(try desk.rowCounts()["kontor_session"] == 1)
        }
    }

    @Test func `a history state leads back to where the record was`() async throws {
        let chart = """
            <state id="work" initial="first">
              <history id="where" type="shallow"><transition target="first"/></history>
              <state id="first"><transition event="next" target="second"/></state>
              <state id="second"/>
              <transition event="pause" target="paused"/>
            </state>
            <state id="paused"><transition event="resume" target="where"/></state>
            """
        try await Workplace.run(Desk.texts(chart, initial: "work")) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.send("next", to: claim)
            try await desk.send("pause", to: claim)
            #expect(try await desk.send("resume", to: claim)["status"] == .text("second"))
        }
    }

    @Test func `parallel states stand side by side, joined by a blank`() async throws {
        let chart = """
            <parallel id="both">
              <state id="money" initial="unpaid">
                <state id="unpaid"><transition event="pay" target="paid"/></state><state id="paid"/>
              </state>
              <state id="goods" initial="packed">
                <state id="packed"><transition event="ship" target="shipped"/></state><state id="shipped"/>
              </state>
            </parallel>
            """
        try await Workplace.run(Desk.texts(chart, initial: "both")) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            #expect(claim["status"] == .text("unpaid packed"))
            #expect(try await desk.send("ship", to: claim)["status"] == .text("unpaid shipped"))
            let paid = try await desk.send("pay", to: claim)
            #expect(paid["status"] == .text("paid shipped"))
            let refusal = try await desk.refusal { try await desk.send("pay", to: claim) }
            #expect(refusal.code == "KTR-C301")
        }
    }

    @Test func `events that a chart sends itself at once belong to the same step`() async throws {
        let chart = """
            <state id="open">
              <transition event="go" target="between">
                <raise event="inner"/><send event="outer"/>
              </transition>
            </state>
            <state id="between"><transition event="inner" target="nearly"/></state>
            <state id="nearly"><transition event="outer" target="done"/></state>
            <state id="done"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let outcome = try await desk.records.write(
                desk.request("claim", .event(claim.id, name: "go", data: .null, values: [:])))
            #expect(outcome.transition?.to == "done")
            #expect(outcome.record.revision == 2)
            let possible = try desk.records.possibleEvents(for: claim, as: desk.admin)
            #expect(possible.isEmpty)
        }
    }

    @Test(arguments: ["<send event=\"go\"/>", "<raise event=\"go\"/>"])
    func `a chart that never comes to rest is stopped, and nothing is stored`(action: String) async throws {
        let chart = """
            <state id="open"><transition event="go" target="open">\(action)</transition></state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let refusal = try await desk.refusal { try await desk.send("go", to: claim) }
            #expect(refusal.kind == .limit)
            #expect(refusal.code == "KTR-C201")
            #expect(try desk.reread(claim).revision == 1)
        }
    }

    @Test func `a chart without programs works as well`() async throws {
        let chart = """
            <state id="open"><transition event="go" target="done"/></state><final id="done"/>
            """
        try await Workplace.run(Desk.texts(chart, dataModel: "null")) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            #expect(try await desk.send("go", to: claim)["status"] == .text("done"))
            let refusal = try await desk.refusal { try await desk.send("go", to: claim) }
            #expect(refusal.problems[0].hint?.english == "No event is possible in this state.")
        }
    }

    @Test(
        arguments: [
            ("UPDATE claim SET status = 'gone'", "KTR-C206"), ("UPDATE claim SET status = NULL", "KTR-C310"),
            ("UPDATE claim SET status = 'open done'", "KTR-C207"),
        ])
    func `a state that the chart does not know refuses events; the record can still be read`(
        sql: String, code: String
    ) async throws {
        let chart = """
            <state id="open"><transition event="go" target="done"/></state><state id="done"/>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            try await desk.tamper(sql)
            let refusal = try await desk.refusal { try await desk.send("go", to: claim) }
            #expect(refusal.kind == .conflict)
            #expect(refusal.code == code)
            #expect(try desk.records.possibleEvents(for: desk.reread(claim), as: desk.admin).isEmpty)
            let updated = try await desk.update(claim, ["subject": "Storm"])
            #expect(updated.revision == 2)
            // Without a state it is older than its chart, which now begins.
            if code == "KTR-C310" { #expect(updated["status"] == .text("open")) }
        }
    }

    @Test func `a chart cannot send to anyone else`() async throws {
        let chart = """
            <state id="open">
              <transition event="go" target="open"><send event="x" target="#_parent"/></transition>
            </state>
            """
        try await Workplace.run(Desk.texts(chart)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let refusal = try await desk.refusal { try await desk.send("go", to: claim) }
            #expect(refusal.kind == .invalid)
            #expect(refusal.problems[0].location?.file == "workflows/test/claim.scxml")
        }
    }
}
