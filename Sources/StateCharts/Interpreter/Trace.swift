import Model

/// What a step did, microstep by microstep: the material for "why?". Numbers are positions in the chart.
public struct Trace: Sendable, Hashable {
    /// One evaluated guard.
    public struct Guard: Sendable, Hashable {
        /// The transition it stands at.
        public let transition: Int
        /// Whether it let the transition pass.
        public let passed: Bool
        /// Why it could not be evaluated.
        public let error: String?
    }

    /// One set of transitions taken together.
    public struct Microstep: Sendable, Hashable {
        /// The event that was answered; nil where none was needed.
        public internal(set) var event: String?
        /// The guards that were asked, in order.
        public internal(set) var guards: [Guard] = []
        /// Transitions taken; empty where nothing answered.
        public internal(set) var transitions: [Int] = []
        /// States left, in order.
        public internal(set) var exited: [Int] = []
        /// States entered, in order.
        public internal(set) var entered: [Int] = []
    }

    /// In the order in which they happened.
    public internal(set) var microsteps: [Microstep] = []

    /// One line per microstep, with ids and places: `accept: received → in_progress (complaint.scxml:5:5)`.
    public func lines(of chart: Chart) -> [String] {
        microsteps.map { step in
            var line = (step.event ?? "·") + ": "
            if step.transitions.isEmpty, step.entered.isEmpty {
                line += "no transition"
            } else {
                line += step.exited.map { chart.states[$0].id }.joined(separator: " ")
                line += " → " + step.entered.map { chart.states[$0].id }.joined(separator: " ")
                let places = step.transitions.map { chart.transitions[$0].location.description }
                if !places.isEmpty { line += " (\(places.joined(separator: ", ")))" }
            }
            for refusal in step.guards where !refusal.passed {
                let transition = chart.transitions[refusal.transition]
                line += "\n  not \(transition.location): \(refusal.error ?? transition.guardText ?? "")"
            }
            return line
        }
    }
}
