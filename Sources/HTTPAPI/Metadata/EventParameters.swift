import Definitions
import Model
import StateCharts

/// What a chart reads of the data of its events: the names behind `_event.data` in what a transition does itself, and in what the
/// states do on entry that it leads to.
///
/// A chart declares no types for them, and one that takes the data as a whole tells no names.
struct EventParameters {
    private var names: [String: [String]] = [:]

    /// The parameters of an event, in alphabetical order.
    subscript(_ event: String) -> [String] { names[event] ?? [] }

    init(_ chart: Chart) {
        for program in chart.programs {
            let read = Self.names(in: program.text)
            guard !read.isEmpty else { continue }
            for event in Self.events(of: program, in: chart) {
                names[event] = Set(names[event] ?? []).union(read).sorted()
            }
        }
    }

    /// The events that a program may run for: those of the transition, or into the state, that it stands in.
    private static func events(of program: Program, in chart: Chart) -> [String] {
        let isBefore = { (location: SourceLocation) in
            (location.line, location.column) <= (program.location.line, program.location.column)
        }
        let transition = chart.transitions.filter { isBefore($0.location) }.max { precedes($0.location, $1.location) }
        let state = chart.states.filter { isBefore($0.location) }.max { precedes($0.location, $1.location) }
        if let transition, state.map({ precedes($0.location, transition.location) }) ?? true {
            return transition.eventName.map { [$0] } ?? []
        }
        guard let state else { return [] }
        return chart.transitions.filter { $0.targets.contains(state.index) }.compactMap(\.eventName)
    }

    private static func precedes(_ one: SourceLocation, _ other: SourceLocation) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }

    /// The names behind `_event.data`, whatever it is called on the way: `_event.data['reason']`, `local d = _event.data`.
    private static func names(in text: String) -> Set<String> {
        guard text.contains("_event") else { return [] }
        let read = LuaReading(text).uses.compactMap { use -> String? in
            guard use.path.head == .global("_event"), use.path.members.count > 1, use.path.members[0] == "data" else {
                return nil
            }
            return use.path.members[1]
        }
        return Set(read.filter(isIdentifier))
    }

    /// Whether the metadata can name it (OData 4.01 §17.1).
    private static func isIdentifier(_ name: String) -> Bool {
        name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } && name.first?.isNumber == false
    }
}
