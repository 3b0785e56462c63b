import Model

/// Runs one stand-alone chart with everything it invokes until it reaches a top-level final state.
///
///     var runner = ChartRunner(chart: chart, makeDataModel: { LuaDataModel(chart: $0, …) }, load: loader)
///     let result = try runner.run { print($0) }
///     // active: s0
///     // log: Outcome: pass
///     // final: pass
public struct ChartRunner {
    /// How time passes between events.
    public enum Time {
        /// When all sessions are idle, the clock jumps to the next timer.
        case virtual
        /// The function waits for as long as it is told.
        case real(wait: (Duration) -> Void)
    }

    /// How a run ended.
    public struct Result: Sendable, Hashable {
        /// The id of the top-level final state; nil when the chart waits for an event that nobody will send.
        public let final: String?
        /// Log entries of the chart and what it invoked, as lines.
        public let log: [String]
        /// The time that passed inside the chart.
        public let elapsed: Duration
        /// Active atomic states at the end.
        public let activeStateIDs: [String]
    }

    /// The most events that one run delivers.
    public static let eventLimit = 1_000_000
    /// The most sessions that one run starts.
    public static let sessionLimit = 1_000

    let chart: Chart
    let time: Time
    let makeDataModel: (Chart) throws -> any DataModel
    let load: Chart.Loader

    /// A runner for a chart.
    ///
    /// - Parameters:
    ///   - makeDataModel: makes the data model for the chart and for each that it invokes.
    ///   - load: reads what charts name by `src`; without it nothing is read.
    public init(
        chart: Chart, time: Time = .virtual, load: @escaping Chart.Loader = { _ in nil },
        makeDataModel: @escaping (Chart) throws -> any DataModel
    ) {
        self.chart = chart
        self.time = time
        self.load = load
        self.makeDataModel = makeDataModel
    }

    /// Runs the chart and gives each line as it comes up: `active: ID…` after each macrostep, `log: …`, `final: ID` at last.
    ///
    /// - Parameter events: events sent from outside, each taken when everything before it has come to rest.
    /// - Throws: ``StepFailure`` of a session; `KTR-C204` when the chart would wait for ever, `KTR-C205` when it ran too long.
    @discardableResult
    public func run(events: [Event] = [], _ line: (String) -> Void = { _ in }) throws -> Result {
        let theatre = SessionTree(runner: self)
        return try withoutActuallyEscaping(line) { line in
            theatre.line = line
            defer { theatre.line = nil }
            return try theatre.run(events)
        }
    }
}
