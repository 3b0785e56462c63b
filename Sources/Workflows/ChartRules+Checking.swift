public import Model
public import StateCharts

extension ChartRules {
    /// What is wrong with a chart's working times and with what it says beyond SCXML.
    public static func diagnostics(of chart: Chart) -> [Diagnostic] {
        chart.sentEvents.compactMap { sent -> Diagnostic? in
            guard let text = sent.annotations["delay"], WorkingDelay(text) == nil else { return nil }
            return Diagnostic(
                .error, "KTR-C309", "'\(text)' is not a delay",
                hint: "write it as '2 business days', '30 minutes', '4 hours', '1 week'",
                at: sent.annotations.location(of: "delay"))
        }
            + chart.transitions.compactMap(unknownChannel) + soundness(of: chart) + names(in: chart)
            + chart.transitions.compactMap { transition -> Diagnostic? in
                guard let event = transition.annotations["four-eyes"] else { return nil }
                let known = chart.transitions.flatMap { $0.events.map(\.prefix) }
                guard !known.contains(event) else { return nil }
                return Diagnostic(
                    .error, "KTR-C314", "k:four-eyes names '\(event)', but no transition listens to that event",
                    hint: nearestName(to: event, among: known).map { "did you mean '\($0)'?" },
                    at: transition.annotations.location(of: "four-eyes"))
            }
    }

    private static func unknownChannel(_ transition: Transition) -> Diagnostic? {
        let known = Cause.Channel.allCases.map(\.rawValue)
        let named = transition.annotations["channels"]?.split(separator: " ").map(String.init) ?? []
        guard let unknown = named.first(where: { !known.contains($0) }) else { return nil }
        return Diagnostic(
            .error, "KTR-C316", "k:channels names '\(unknown)', which is not a channel",
            hint: nearestName(to: unknown, among: known).map { "did you mean '\($0)'?" }
                ?? "the channels are \(shortList(known))",
            at: transition.annotations.location(of: "channels"))
    }
}
