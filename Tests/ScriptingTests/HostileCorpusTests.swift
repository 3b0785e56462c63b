import Foundation
import Model
import Scripting
import Testing

/// The scripts of `KONTOR_SHARED/hostile/lua`; their first line says what is to become of each.
enum HostileCorpus {
    static let folder: URL = {
        let shared = ProcessInfo.processInfo.environment["KONTOR_SHARED"] ?? "../shared"
        return URL(fileURLWithPath: shared).appendingPathComponent("hostile/lua")
    }()

    static let scripts: [HostileScript] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "lua" }.sorted { $0.path < $1.path }.compactMap { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            let head = text.prefix { $0 != "\n" }
            let expected = head.dropFirst("-- expect: ".count).prefix { $0 != " " }
            return HostileScript(file.lastPathComponent, String(expected), text)
        }
    }()
}

/// A script and what has to become of it.
struct HostileScript: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: String
    let source: String

    init(_ name: String, _ expected: String, _ source: String) {
        self.name = name
        self.expected = expected
        self.source = source
    }

    var testDescription: String { name }

    /// Whether an outcome is the expected one. `blocked` may also be an error; nothing may have escaped.
    func accepts(_ outcome: PluginRun.Outcome) -> Bool {
        let line = outcome.description
        guard !line.hasPrefix("ESCAPED") else { return false }
        switch expected {
        case "blocked": return line.hasPrefix("BLOCKED") || line.hasPrefix("error: ")
        case "error": return line.hasPrefix("error: ")
        default: return line == expected
        }
    }
}

/// CPU seconds of the calling thread.
func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

@Suite(.serialized) struct `Hostile scripts of the shared corpus` {
    @Test(
        .enabled(if: !HostileCorpus.scripts.isEmpty, "KONTOR_SHARED/hostile/lua is not there"),
        arguments: HostileCorpus.scripts)
    func `end as expected twice in one sandbox, in two seconds of CPU`(script: HostileScript) throws {
        let sandbox = try Sandbox(registrars: PluginRun.registrars)
        let before = sandbox.heap
        for _ in 1...2 {
            let start = threadSeconds()
            let outcome = PluginRun.run(source: script.source, name: script.name, in: sandbox)
            #expect(script.accepts(outcome), "\(script.expected), but: \(outcome)")
            #expect(threadSeconds() - start < 2)
            #expect(sandbox.heap < before + (17 << 20))
        }
    }

    @Test(.enabled(if: !HostileCorpus.scripts.isEmpty, "KONTOR_SHARED/hostile/lua is not there"))
    func `leave a sandbox that runs them all as it was`() throws {
        let sandbox = try Sandbox(budget: Budget(instructions: 2_000_000), registrars: PluginRun.registrars)
        let probe = """
            local t = {} for _, k in ipairs{"string", "table", "math", "utf8", "coroutine"} do
              for n in pairs(_ENV[k]) do t[#t + 1] = k .. "." .. n end
            end
            table.sort(t) return table.concat(t, " ") .. math.random(1000000) .. ("%d"):format(7)
            """
        let before = PluginRun.run(source: probe, name: "probe", in: sandbox).description
        #expect(before.hasPrefix("coroutine.close"))
        for script in HostileCorpus.scripts {
            let outcome = PluginRun.run(source: script.source, name: script.name, in: sandbox)
            #expect(!outcome.description.hasPrefix("ESCAPED"), "\(script.name)")
            #expect(PluginRun.run(source: probe, name: "probe", in: sandbox).description == before, "\(script.name)")
        }
    }

    @Test(.enabled(if: !HostileCorpus.scripts.isEmpty, "KONTOR_SHARED/hostile/lua is not there"))
    func `end as expected eight at a time`() async {
        await withTaskGroup(of: [String].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    HostileCorpus.scripts.enumerated().filter { $0.offset % 8 == worker }.compactMap { _, script in
                        let outcome = PluginRun.run(source: script.source, name: script.name)
                        return script.accepts(outcome) ? nil : "\(script.name): \(outcome)"
                    }
                }
            }
            for await failures in group { #expect(failures == []) }
        }
    }
}
