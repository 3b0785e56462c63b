import Model
import StateCharts

extension ChartRules {
    /// What a chart says and does not mean.
    static func mistakes(in chart: Chart) -> [Diagnostic] {
        shadowed(in: chart) + through(in: chart) + withoutEnd(in: chart)
            + chart.unknownCancellations.map { id, location, known in
                Diagnostic(
                    .warning, "KTR-C693", "<cancel> names '\(id)', but no <send> has this id",
                    hint: nearestName(to: id, among: known).map { "did you mean '\($0)'?" }
                        ?? "write id=\"\(id)\" on the <send> that it cancels", at: location)
            }
    }

    private static func shadowed(in chart: Chart) -> [Diagnostic] {
        chart.shadowedTransitions.map { transition, taker in
            let choosesByRight = ["roles", "channels", "four-eyes"].contains { taker.annotations[$0] != nil }
            return Diagnostic(
                .warning, "KTR-C691",
                "this transition is never taken: the one at \(taker.location) has no guard and comes before it",
                hint: choosesByRight
                    ? "k:roles, k:channels and k:four-eyes refuse, but do not choose: give the first one a cond"
                    : "give the first one a cond, or put it last", at: transition.location)
        }
    }

    private static func through(in chart: Chart) -> [Diagnostic] {
        chart.transitionsThroughParallels.map { transition, parallel in
            Diagnostic(
                .warning, "KTR-C692",
                "this transition leaves all regions of the parallel state '\(parallel.id)' and enters them again",
                hint: transition.source == parallel.index
                    ? "put it into the region that it moves, or name a state of each region as its targets"
                    : "let it <raise> an event that the other region listens to", at: transition.location)
        }
    }

    private static func withoutEnd(in chart: Chart) -> [Diagnostic] {
        let known = chart.states.dropFirst().filter { $0.kind == .compound || $0.kind == .parallel }.map(\.id)
        return chart.transitionsForNoEnd.map { transition, state, isThere in
            Diagnostic(
                .warning, "KTR-C694",
                isThere
                    ? "'done.state.\(state)' never comes: no <final> inside '\(state)' ends it"
                    : "'done.state.\(state)' never comes: the chart has no state '\(state)'",
                hint: isThere ? nil : nearestName(to: state, among: known).map { "did you mean 'done.state.\($0)'?" },
                at: transition.location)
        }
    }
}
