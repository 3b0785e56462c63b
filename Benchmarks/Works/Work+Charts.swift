import Model
import Scripting
import StateCharts

extension Work {
    /// Steps of one session in memory, against a loop in Lua that does the same.
    static let chartStep = Work(name: "chart-step", summary: "a pure step: 8 states, 6 Lua guards, 1 counter") {
        scale in
        let events = scale.pick(quick: 200_000, full: 2_000_000)
        let chart = try CounterChart.compile()
        let session = Session(chart: chart, dataModel: LuaDataModel(chart: chart, sandbox: try ChartSandbox()))
        try session.start()
        let lua = try BareLua(CounterChart.bareLua)
        let next = Event("next")
        let best = try await fastest(rounds: scale.rounds + 2) {
            for _ in 0..<events { try session.step(next) }
        } _: {
            try lua.run(events)
        }
        return [Measurement("chart step", events, best, reach: .atLeast(300_000))]
    }

    /// What a persisted chart does beside the storage: the saved session as a value in, a step, the session as a value out.
    static let sessionCycle = Work(name: "session-cycle", summary: "restore a session, step, save it; in memory") {
        scale in
        let events = scale.pick(quick: 50_000, full: 500_000)
        let chart = try CounterChart.compile()
        let model = LuaDataModel(chart: chart, sandbox: try ChartSandbox())
        let first = Session(chart: chart, dataModel: model)
        try first.start()
        var saved = try first.snapshot()
        let next = Event("next")
        var best = Cost.endless
        for _ in 0..<scale.rounds + 2 {
            best = best.best(
                try await cost {
                    for _ in 0..<events {
                        let session = try Session(
                            chart: chart, dataModel: model, state: SessionState(saved, chart: chart), id: "session")
                        try session.step(next)
                        saved = try session.snapshot()
                    }
                })
        }
        return [
            Measurement(
                work: "restore, step, save", unit: .perSecond, kontor: Double(events) / best.seconds,
                reach: .atLeast(50_000))
        ]
    }
}
