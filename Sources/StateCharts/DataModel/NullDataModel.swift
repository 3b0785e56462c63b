public import Model

/// The data model `null` (SCXML 1.0 §B.1): no variables, and `In('id')` as the only condition.
public final class NullDataModel: DataModel {
    /// What `In('id')` answers from.
    public var activeStates = StateSet()
    private let chart: Chart

    /// The data model for a chart with `datamodel="null"`.
    public init(chart: Chart) { self.chart = chart }

    /// Nothing to start.
    public func begin(_ session: SessionFacts) {}
    /// Events are not visible.
    public func bind(_ event: Event) {}

    /// Understands `In('id')` and `In("id")`, nothing else.
    public func condition(_ program: Int) throws(DataModelError) -> Bool {
        let text = chart.programs[program].text.trimmed
        guard text.hasPrefix("In("), text.hasSuffix(")") else {
            throw DataModelError("the data model 'null' supports only In('id'), not '\(text)'")
        }
        let argument = text.dropFirst(3).dropLast().trimmed
        guard argument.count >= 2, let quote = argument.first, quote == "'" || quote == "\"", argument.last == quote
        else { throw DataModelError("In() needs the id of a state in quotes") }
        return chart.state(String(argument.dropFirst().dropLast())).map { activeStates.contains($0.index) } ?? false
    }

    /// Always refused: there are no values.
    public func value(_ program: Int) throws(DataModelError) -> DataValue { throw Self.noValues }
    /// Always refused.
    public func run(_ program: Int) throws(DataModelError) { throw Self.noValues }
    /// Always refused.
    public func put(_ value: DataValue, into program: Int) throws(DataModelError) { throw Self.noValues }
    /// Always refused.
    public func declare(_ name: String, _ value: DataValue) throws(DataModelError) { throw Self.noValues }
    /// Always refused.
    public func iterate(_ program: Int, _ turn: () -> Bool) throws(DataModelError) { throw Self.noValues }
    /// None.
    public func variables() -> DataValue { .object([DataValue.Member]()) }
    /// Nothing to set.
    public func restore(_ variables: DataValue) {}

    private static let noValues = DataModelError("the data model 'null' has no values and no variables")
}
