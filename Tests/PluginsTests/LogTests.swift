import Model
import Records
import Synchronization
import TestSupport
import Testing

@Suite struct `What rules say to whoever wrote them` {
    private final class Heard: Sendable {
        let entries = Mutex<[RuleLogEntry]>([])
        func log() -> RuleLog { RuleLog { entry in self.entries.withLock { $0.append(entry) } } }
    }

    @Test func `goes to the log with place and request`() async throws {
        let plugin = """
            kontor.before_save("dossier", function(change) kontor.log("new:", change.after.subject, { x = true }) end)
            """
        try await Workplace.run(Bureau.texts(plugin)) { bureau in
            let heard = Heard()
            let records = bureau.records.with { $0.log = heard.log() }
            _ = try await records.write(bureau.request("dossier", .create(["subject": "Hail"])))
            let said = heard.entries.withLock { $0.filter { $0.kind == .message } }
            #expect(said.map(\.text) == [#"new: Hail {"x":true}"#])
            #expect(said.first?.location?.file == "plugins/test/rule.lua")
            #expect(said.first?.request == "test")
            #expect(heard.entries.withLock { $0.contains { $0.kind == .step } })
        }
    }

    @Test func `has the Lua stack of what failed`() async throws {
        let plugin = """
            local function inner(x)
              return x.y.z
            end
            kontor.before_save("dossier", function(change)
              change.after.note = inner({}) or "x"
            end)
            """
        try await Workplace.run(Bureau.texts(plugin)) { bureau in
            let heard = Heard()
            let records = bureau.records.with { $0.log = heard.log() }
            _ = try await bureau.refusal { try await records.write(bureau.request("dossier", .create([:]))) }
            let failure = heard.entries.withLock { $0.first { $0.kind == .failure } }
            #expect(failure?.stack.map(\.line).prefix(2) == [2, 5])
        }
    }
}
