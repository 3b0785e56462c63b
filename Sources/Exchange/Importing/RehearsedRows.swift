import Model

/// What a dry run would have stored, by key: enough to tell whether a later row of the same key changes anything.
///
/// Values are kept as numbers, so that a long file takes little memory.
struct RehearsedRows {
    private struct Row {
        var id: RecordID
        var values: [Int]
        var state: AttributeValue
    }

    /// The attributes that the map sets, in a fixed order.
    private let positions: [String: Int]
    private let stateName: String?
    private var rows: [[AttributeValue]: Row] = [:]

    init(_ map: ImportMap) {
        let names =
            map.columns.map(\.attribute.name) + map.compositions.map(\.attribute.name)
            + map.constants.map(\.attribute)
        let amounts = map.columns.filter { if case .amount = $0.conversion { true } else { false } }
        let companions = amounts.map { MoneyRules.currencyName(of: $0.attribute.name) }
        positions = Dictionary(
            (names + companions).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        stateName = map.entity.stateAttribute?.name
    }

    /// Remembers a record as it would be.
    mutating func note(_ record: Record, key: [AttributeValue]) {
        var values = Array(repeating: AttributeValue.null.hashValue, count: (positions.values.max() ?? -1) + 1)
        for (name, position) in positions where record.type.attribute(named: name) != nil {
            values[position] = record[name].hashValue
        }
        rows[key] = Row(id: record.id, values: values, state: stateName.map { record[$0] } ?? .null)
    }

    /// Whether the record of a key would be there, or be another than it is.
    func has(_ key: [AttributeValue]) -> Bool { rows[key] != nil }

    /// Whether a value is another than the record would have.
    func differs(_ value: AttributeValue, from name: String, key: [AttributeValue]) -> Bool {
        guard let row = rows[key], let position = positions[name] else { return true }
        return row.values[position] != value.hashValue
    }

    /// The state that the record would be in.
    func state(key: [AttributeValue]) -> AttributeValue { rows[key]?.state ?? .null }

    /// Remembers a value that a further row would set.
    mutating func set(_ value: AttributeValue, to name: String, key: [AttributeValue]) {
        guard let position = positions[name] else { return }
        rows[key]?.values[position] = value.hashValue
    }
}
