import Model
import TestSupport
import Testing

@Suite struct `The plugins of docs/plugins.md` {
    @Test func `do what the page says`() async throws {
        let examples = try DocumentedExamples("docs/plugins.md", in: "lua").texts
        #expect(examples.count == 3)
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
                """,
            charts: [
                "complaint": """
                <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                       datamodel="null" name="complaint" k:entity="complaint" k:attribute="status">
                  <state id="open"><transition event="close" target="closed"/></state><final id="closed"/>
                </scxml>
                """
            ], plugins: plugins)
        try await Workplace.run(texts) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("complaint", ["claim": 5]) }
            #expect(refusal.message[.german] == "Eine Forderung braucht einen Betreff.")
            let complaint = try await bureau.create("complaint", ["claim": 10_001, "subject": "Bill"])
            #expect(complaint["priority"] == .text("high"))
            try await bureau.send("close", to: complaint)
            #expect(try bureau.all("task").map(\.title) == ["File Bill"])
        }
    }
}
