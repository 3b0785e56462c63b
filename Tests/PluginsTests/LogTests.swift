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

    @Test func `goes to the log with the line that says it, in functions of the hook too`() async throws {
        let plugin = """
            local function say(text)
              kontor.log(text)
            end
            kontor.before_save("dossier", function(change)
              say("one")

              kontor.log("two")
            end)
            """
        try await Workplace.run(Bureau.texts(plugin)) { bureau in
            let heard = Heard()
            let records = bureau.records.with { $0.log = heard.log() }
            _ = try await records.write(bureau.request("dossier", .create(["subject": "Hail"])))
            let said = heard.entries.withLock { $0.filter { $0.kind == .message } }
            #expect(said.map(\.text) == ["one", "two"])
            #expect(said.map { $0.location?.line } == [2, 7])
        }
    }

    @Test func `has the line that asked for a write which was refused elsewhere`() async throws {
        let plugin = """
            kontor.before_save("dossier", function(change)
              if change.kind == "update" then
                kontor.create("task", { depth = 3 })
              end
            end)
            kontor.before_save("task", function(change) kontor.refuse("No.") end)
            """
        try await Workplace.run(Bureau.texts(plugin)) { bureau in
            let heard = Heard()
            let records = bureau.records.with { $0.log = heard.log() }
            let made = try await records.write(bureau.request("dossier", .create([:])))
            let refusal = try await bureau.refusal {
                try await records.write(bureau.request("dossier", .update(made.record.id, ["note": "x"])))
            }
            #expect(refusal.problems[0].location?.line == 6)
            let failures = heard.entries.withLock { $0.filter { $0.kind == .failure } }
            #expect(failures.contains { $0.location?.line == 3 && $0.text.contains("KTR-L310") })
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
