import Foundation
import Model
import Scripting
import Testing

/// `KONTOR_RANDOM_COUNT` says how many (1,000 unless set), `KONTOR_RANDOM_SEED` where they begin.
@Suite struct `Random scripts` {
    private let count = UInt64(ProcessInfo.processInfo.environment["KONTOR_RANDOM_COUNT"] ?? "") ?? 1_000
    private let first = UInt64(ProcessInfo.processInfo.environment["KONTOR_RANDOM_SEED"] ?? "") ?? 2026
    // An endless loop costs its budget; a small one lets many of them end.
    private let budget = Budget(instructions: 200_000, cpu: .milliseconds(200), memory: 4 << 20)

    @Test func `end, leave nothing behind, and do the same in a sandbox that ran others before`() throws {
        let used = try Sandbox(budget: budget, registrars: PluginRun.registrars)
        var (returned, failed, limited) = (0, 0, 0)
        for seed in first..<first + count {
            let text = RandomScript.text(seed: seed)
            let outcome = PluginRun.run(source: text, name: "random.lua", in: used)
            #expect(used.heap < 24 << 20, "seed \(seed)")
            switch outcome {
            case .returned: returned += 1
            case .notCompiled: failed += 1
            case .failed(let error):
                #expect(error.kind != .reentered, "seed \(seed)")
                if error.kind == .error { failed += 1 } else { limited += 1 }
            }
            // What a limit hits depends on the state of the heap; all else must not.
            guard seed % 10 == 0, !outcome.description.hasPrefix("limit:") else { continue }
            let fresh = PluginRun.run(
                source: text, name: "random.lua", in: try Sandbox(budget: budget, registrars: PluginRun.registrars))
            #expect(fresh.description == outcome.description, "seed \(seed)")
        }
        #expect(returned > 0 && failed > 0 && limited > 0)
        #expect(PluginRun.run(source: "return 6 * 7", name: "after.lua", in: used).description == "42")
    }
}
