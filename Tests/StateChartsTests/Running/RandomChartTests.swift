import Foundation
import Model
import Scripting
import StateCharts
import Testing

/// `KONTOR_RANDOM_COUNT` says how many (1,000 unless set), `KONTOR_RANDOM_SEED` where they begin.
@Suite struct `Random charts` {
    private let count = UInt64(ProcessInfo.processInfo.environment["KONTOR_RANDOM_COUNT"] ?? "") ?? 1_000
    private let first = UInt64(ProcessInfo.processInfo.environment["KONTOR_RANDOM_SEED"] ?? "") ?? 2026

    @Test func `come to rest or say why not, and go on from what was saved as if they had not been`() throws {
        let sandbox = try ChartSandbox(budget: Budget(instructions: 200_000, cpu: .milliseconds(200), memory: 4 << 20))
        var (stepped, refused) = (0, 0)
        for seed in first..<first + count {
            guard let chart = try? Chart.compile(Array(RandomChart.text(seed: seed).utf8), file: "random.scxml") else {
                refused += 1
                continue
            }
            let session = Session(chart: chart, dataModel: LuaDataModel(chart: chart, sandbox: sandbox))
            do {
                try session.start()
                for round in 0..<8 {
                    // As a store keeps it: as text.
                    let saved = try DataValue(json: session.state().encoded(for: chart).json)
                    let event = Event(
                        RandomChart.events[Int(seed &+ UInt64(round)) % RandomChart.events.count],
                        data: .integer(Int64(round)))
                    let other = try Session(
                        chart: chart, dataModel: LuaDataModel(chart: chart, sandbox: sandbox),
                        state: SessionState(saved, chart: chart))
                    #expect(other.activeStateIDs == session.activeStateIDs, "seed \(seed)")
                    let (one, two) = (try session.step(event), try other.step(event))
                    #expect(one.isAnswered == two.isAnswered && one.microsteps == two.microsteps, "seed \(seed)")
                    #expect(other.activeStateIDs == session.activeStateIDs, "seed \(seed)")
                    // The saved states of a session are a configuration that the chart can be in.
                    _ = try Session(
                        chart: chart, dataModel: NullDataModel(chart: chart), activeStateIDs: session.activeStateIDs)
                    stepped += 1
                }
            } catch let failure as StepFailure {
                #expect(
                    ["KTR-C201", "KTR-C203", "KTR-C209"].contains(failure.diagnostic.code), "seed \(seed): \(failure)")
            }
        }
        #expect(stepped > refused)
    }
}
