import Model
import Records
import StateCharts

// What a step says to whoever wrote the chart: `<log>`, the way that it took, and what its programs failed with.

extension ChartRun {
    func log(_ outcome: StepOutcome) {
        guard context.log.isHeard else { return }
        let request = context.cause.request
        for case .log(let entry) in outcome.effects {
            let text = [entry.label, entry.value.map(\.plainText)].compactMap { $0 }.joined(separator: ": ")
            context.log.add(RuleLogEntry(.message, text, at: entry.location, request: request))
        }
        for problem in outcome.problems {
            context.log.add(RuleLogEntry(.failure, problem.message, at: problem.location, request: request))
        }
        for line in outcome.trace?.lines(of: chart) ?? [] {
            context.log.add(RuleLogEntry(.step, "\(chart.name): \(line)", request: request))
        }
    }
}
