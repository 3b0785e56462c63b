import Model
import TestSupport
import Testing

@Suite struct `The plugins of docs/plugins.md` {
    @Test func `do what the page says`() async throws {
        let examples = try DocumentedExamples("docs/plugins.md", in: "lua").texts
        #expect(examples.count == 6)
        let plugins = Dictionary(
            uniqueKeysWithValues: examples.enumerated().map { ("example\($0.offset)", $0.element) })
        let texts = WorkplaceTexts(
            definitions: """
                <options name="priority"><option name="low"/><option name="high"/></options>
                <entity name="complaint" set="complaints" title="{subject}">
                  <text name="subject"/><decimal name="claim" scale="2"/><choice name="priority" options="priority"/>
                  <state name="status" chart="complaint"/>
                </entity>
                <entity name="task" set="tasks" title="{subject}">
                  <text name="subject"/><lookup name="complaint" to="complaint"/>
                </entity>
                <entity name="invoice" set="invoices" title="{gross}">
                  <decimal name="big" scale="2"/><decimal name="gross" scale="2"/>
                  <decimal name="total" scale="2"/><decimal name="net" scale="2"/>
                </entity>
                <entity name="offence" set="offences" title="{code}">
                  <text name="code"/><money name="fine" currency="EUR"/>
                </entity>
                <entity name="violation" set="violations" title="{plate}">
                  <text name="plate"/><lookup name="offence" to="offence"/><money name="fine" currency="EUR"/>
                  <formula name="catalogue_fine" type="money" currency="EUR" value="offence/fine"/>
                  <rollup name="paid_total" of="payments" sum="amount"/>
                  <state name="status" chart="violation"/>
                </entity>
                <entity name="payment" set="payments" title="{amount}">
                  <money name="amount" currency="EUR"/><lookup name="violation" to="violation" inverse="payments"/>
                </entity>
                """,
            charts: [
                "complaint": """
                <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                       datamodel="null" name="complaint" k:entity="complaint" k:attribute="status">
                  <state id="open"><transition event="close" target="closed"/></state><final id="closed"/>
                </scxml>
                """,
                "violation": """
                <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                       datamodel="lua" name="violation" k:entity="violation" k:attribute="status">
                  <state id="demanding">
                    <transition event="payment_received" target="paid" cond="record.paid_total &gt;= record.fine"/>
                    <transition event="payment_received"/>
                  </state>
                  <final id="paid"/>
                </scxml>
                """,
            ], plugins: plugins)
        try await Workplace.run(texts) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("complaint", ["claim": 5]) }
            #expect(refusal.message[.german] == "Eine Forderung braucht einen Betreff.")
            let complaint = try await bureau.create("complaint", ["claim": 10_001, "subject": "Bill"])
            #expect(complaint["priority"] == .text("high"))
            try await bureau.send("close", to: complaint)
            #expect(try bureau.all("task").map(\.title) == ["File Bill"])
            let invoice = try await bureau.create("invoice", ["big": "90071992547409.93", "gross": 100])
            #expect(invoice["total"] == .decimal(ExactDecimal(unscaled: 9_007_199_254_740_994, scale: 2)))
            #expect(invoice["net"] == .decimal(ExactDecimal(unscaled: 8_403, scale: 2)))
            let excess = try await bureau.refusal {
                try await bureau.create("invoice", ["big": "1234567890123456.78", "gross": 1])
            }
            #expect(excess.message.english == "Too much.")
            let offence = try await bureau.create("offence", ["code": "112262", "fine": 20])
            let violation = try await bureau.create(
                "violation", ["plate": "DO-KT 7", "offence": .text(offence.id.description)])
            #expect(violation["fine"] == offence["fine"])
            for (amount, status) in [(Int64(5), "demanding"), (15, "paid")] {
                let values: [String: DataValue] = [
                    "violation": .text(violation.id.description), "amount": .integer(amount),
                ]
                try await bureau.create("payment", values)
                #expect(try bureau.reread(violation)["status"] == .text(status))
            }
        }
    }
}
