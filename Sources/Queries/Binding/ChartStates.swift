/// The states of a chart, as conditions on a state attribute know them.
///
/// The attribute holds the ids of the active states that have no states in them, separated by blanks. A condition asks whether a record
/// *is in* a state, which may be one of several that are active side by side, or one with others in it.
public struct ChartStates: Sendable, Hashable {
    /// One state that a condition can name.
    public struct State: Sendable, Hashable {
        /// Its id.
        public let id: String
        /// The ids of the states without states in them that lie in it; its own where it is one.
        public let leaves: [String]
        /// Whether no other state is ever active beside one of the ``leaves``: then the attribute holds nothing but that one's id.
        public let standsAlone: Bool

        /// A state with what the attribute holds while it is active.
        public init(_ id: String, leaves: [String], standsAlone: Bool) {
            self.id = id
            self.leaves = leaves
            self.standsAlone = standsAlone
        }
    }

    /// In document order.
    public let states: [State]

    /// The states of a chart.
    public init(_ states: [State]) { self.states = states }

    /// The states of a chart in which one is active at a time, and none has others in it.
    public init(flat ids: [String]) { self.init(ids.map { State($0, leaves: [$0], standsAlone: true) }) }

    /// The ids.
    public var names: [String] { states.map(\.id) }

    /// The ids of the states without states in them, in document order.
    public var leaves: [String] { states.filter { $0.leaves == [$0.id] }.map(\.id) }

    /// The state of an id.
    public subscript(_ id: String) -> State? { states.first { $0.id == id } }
}
