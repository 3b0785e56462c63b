import Model
import Records
import TestSupport
import Testing

@Suite struct `What a chart assigns` {
    private func chart(_ location: String, _ expression: String) -> WorkplaceTexts {
        Desk.texts(
            """
            <state id="open">
              <transition event="go" target="done"><assign location="\(location)" expr="\(expression)"/></transition>
              <transition event="rest"/>
            </state>
            <state id="done"/>
            """)
    }

    @Test(
        arguments: [
            ("record.amount", "record.amount + 0.1", "amount", "0.30"), ("record.late", "true", "late", "true"),
            ("record.rounds", "2 + 3", "rounds", "5"),
            ("record.decided_on", "'2026-02-03'", "decided_on", "2026-02-03"),
            ("record.log", "nil", "log", ""),
        ])
    func `is folded into the record`(location: String, expression: String, name: String, value: String) async throws {
        try await Workplace.run(chart(location, expression)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": "0.20", "log": "x"])
            #expect(try await desk.send("go", to: claim)[name].displayText == value)
        }
    }

    @Test(
        arguments: [
            ("record.amount", "'mu' .. 'ch'", "KTR-R109"), ("record.decided_on", "'so' .. 'on'", "KTR-R112"),
            ("record.rounds", "1.5", "KTR-R107"), ("record.number", "'C-9'", "KTR-C305"),
            ("record.status", "'done'", "KTR-C305"), ("record.id", "'x'", "KTR-C305"),
            ("record.revision", "9", "KTR-C305"), ("record['amu' .. 'ont']", "1", "KTR-C306"),
            ("record", "5", "KTR-C304"),
            ("record.subject", "nil", "KTR-R222"), ("record.log", "record['no' .. 'ne'].x", "KTR-C202"),
        ])
    func `is refused where it does not fit`(location: String, expression: String, code: String) async throws {
        try await Workplace.run(chart(location, expression)) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let refusal = try await desk.refusal { try await desk.send("go", to: claim) }
            #expect(refusal.kind == .invalid)
            #expect(refusal.code == code)
            if code.hasPrefix("KTR-C") { #expect(refusal.problems[0].location?.file == "workflows/test/claim.scxml") }
            if code == "KTR-C306" { #expect(refusal.problems[0].hint?.english == "Did you mean 'amount'?") }
            #expect(try desk.reread(claim)["status"] == .text("open"))
        }
    }

    @Test(arguments: ["1234567890123456.78", "0.10", "999999999999999.99", "-0.01", "90071992547409.93"])
    func `leaves decimals alone that it did not touch, to the last digit`(amount: String) async throws {
        try await Workplace.run(chart("record.late", "true")) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "amount": .text(amount)])
            #expect(claim["amount"].displayText == amount)
            #expect(try await desk.send("go", to: claim)["amount"].displayText == amount)
        }
    }

    @Test func `a program that fails leaves the next write of the chart alone`() async throws {
        let texts = Desk.texts(
            """
            <state id="open">
              <transition event="loop" target="open" cond="(function() while true do end end)()"/>
              <transition event="go" target="done"/>
            </state>
            <state id="done"/>
            """)
        try await Workplace.run(texts) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            for _ in 1...2 {
                let refusal = try await desk.refusal { try await desk.send("loop", to: claim) }
                #expect(refusal.kind == .limit || refusal.kind == .conflict)
            }
            #expect(try desk.reread(claim).revision == 1)
            #expect(try await desk.send("go", to: claim)["status"] == .text("done"))
        }
    }
}
