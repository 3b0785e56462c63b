import Model
import Records

/// What a dry run would have stored, by key: enough to tell whether a later row of the same key changes anything.
///
/// Values are kept as numbers, so that a long file takes little memory. Of the last records the writes are kept too: a later row
/// of one of them is tried behind them, so that what would be refused then is refused in the dry run.
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
    private var writes: [[AttributeValue]: WriteGroup] = [:]
    /// The keys of ``writes``, the oldest first.
    private var written: [[AttributeValue]] = []
    private static let kept = 20_000

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

    /// Keeps what would have been written so far.
    mutating func keep(_ group: WriteGroup, key: [AttributeValue]) {
        if writes.updateValue(group, forKey: key) == nil { written.append(key) }
        guard written.count > 2 * Self.kept else { return }
        for key in written.prefix(Self.kept) { writes[key] = nil }
        written.removeFirst(Self.kept)
    }

    /// What would have been written of a record so far; nil where that is not known any more.
    func writes(key: [AttributeValue]) -> WriteGroup? { writes[key] }

    /// The record that an earlier row would have made or changed.
    func id(key: [AttributeValue]) -> RecordID? { rows[key]?.id }

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
