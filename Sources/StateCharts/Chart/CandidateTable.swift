/// For each atomic state and each event that the chart names: the transitions that could answer, innermost state first.
///
/// Charts are small, so the table is made when the chart is read; an event that the chart does not name is looked up
/// by its descriptors each time.
struct CandidateTable: Sendable {
    /// Numbers of the events that are named anywhere in the chart.
    private(set) var events: [String: Int] = [:]
    /// `lists[event * stateCount + state]`; empty when the chart is too big for a table.
    private var lists: [[Int]] = []
    private var eventless: [[Int]] = []
    /// Atomic states from which some transition needs no event.
    private(set) var withEventless = StateSet()
    private let stateCount: Int
    private let transitions: [[Int]]
    private let descriptors: [[EventDescriptor]]
    private let parents: [Int]

    static let limit = 1 << 16

    init(_ parts: ChartParts, _ layout: Layout) {
        stateCount = parts.states.count
        transitions = parts.states.map(\.transitions)
        descriptors = parts.transitions.map(\.events)
        parents = layout.parents
        eventless = Array(repeating: [], count: stateCount)
        for state in layout.atomic {
            eventless[state] = path(state) { $0.isEmpty }
            if !eventless[state].isEmpty { withEventless.insert(state) }
        }
        var names: [String] = ["error.execution", "error.communication"]
        for state in parts.states where state.kind != .root { names.append("done.state.\(state.id)") }
        for transition in parts.transitions {
            names += transition.events.filter { !$0.isWildcard }.map(\.prefix)
        }
        for name in names where events[name] == nil && (events.count + 1) * stateCount <= Self.limit {
            events[name] = events.count
            for state in 0..<stateCount {
                lists.append(layout.atomic.contains(state) ? path(state) { Self.listens($0, to: name) } : [])
            }
        }
    }

    /// The transitions that listen to an event, from a state outwards.
    @inline(__always) func answering(_ number: Int?, _ name: String, from state: Int) -> [Int] {
        if let number { return lists[number * stateCount + state] }
        return path(state) { Self.listens($0, to: name) }
    }

    /// The transitions that need no event, from a state outwards.
    @inline(__always) func needingNoEvent(from state: Int) -> [Int] { eventless[state] }

    private static func listens(_ descriptors: [EventDescriptor], to name: String) -> Bool {
        descriptors.contains { $0.matches(name) }
    }

    private func path(_ state: Int, where isWanted: ([EventDescriptor]) -> Bool) -> [Int] {
        var found: [Int] = []
        var state = state
        while state >= 0 {
            found += transitions[state].filter { isWanted(descriptors[$0]) }
            state = parents[state]
        }
        return found
    }
}
