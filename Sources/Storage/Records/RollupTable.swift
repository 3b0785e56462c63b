public import Model
public import Queries
import SQLText

/// The column of one rollup, and the records that it sums up.
public struct RollupTable: Sendable {
    /// What the values are computed from.
    public let rollup: Rollup
    private let name: String
    private let column: String
    private let codec: ColumnCodec

    /// Owners that are looked at together: their shares are one range of the lookup's index.
    private static let batch = 500

    /// The column of a rollup.
    public init(_ rollup: Rollup) {
        self.rollup = rollup
        name = quotedIdentifier(rollup.owner.name)
        column = quotedIdentifier(rollup.attribute.name)
        codec = ColumnCodec(rollup.attribute.type)
    }

    /// What the value of a record must be, by the records that look it up now; nil where it has no room.
    public func value(for owner: RecordID, in reader: any SQLReader) throws -> AttributeValue? {
        let statement = rollup.totals(
            where: { SQLFragment("\($0) = ?", .blob(owner.bytes)) }, dialect: reader.dialect)
        guard let total = try reader.first(statement, { try total($0) }) else { return rollup.valueOfNone }
        let value = rollup.value(of: total)
        return rollup.lacksRoom(value, of: total) ? nil : value
    }

    /// Hands over each record whose stored value is not what it must be, or that has none because it has no room (`right` is nil).
    public func forEachDifference(
        in reader: any SQLReader,
        _ body: (_ id: RecordID, _ stored: AttributeValue, _ right: AttributeValue?) throws -> Void
    ) throws {
        let selection =
            "SELECT \"id\", \(column) FROM \(name) WHERE \"id\" > ? ORDER BY \"id\" LIMIT \(Self.batch)"
        var last: [UInt8] = []
        while true {
            let owners = try reader.all(SQLFragment(selection, .blob(last))) {
                (try $0.recordID(0), try codec.decode($0, 1))
            }
            guard let end = owners.last?.0.bytes else { return }
            let range = { (key: String) in
                SQLFragment("\(key) > ? AND \(key) <= ?", .blob(last), .blob(end))
            }
            var totals: [RecordID: RollupTotal] = [:]
            try reader.forEachRow(rollup.totals(where: range, dialect: reader.dialect)) {
                totals[try $0.recordID(0)] = try total($0)
            }
            for (id, stored) in owners {
                let total = totals[id] ?? .none
                let right = totals[id].map(rollup.value(of:)) ?? rollup.valueOfNone
                if totals[id] != nil, rollup.lacksRoom(right, of: total) {
                    try body(id, stored, nil)
                } else if stored != right {
                    try body(id, stored, right)
                }
            }
            last = end
        }
    }

    /// Writes the right value wherever another one is stored.
    ///
    /// - Returns: how many records had another one.
    @discardableResult
    public func repair(on connection: any SQLConnection) throws -> Int {
        var differences: [(RecordID, SQLValue)] = []
        try forEachDifference(in: connection) { id, stored, right in
            // A value without room is null, and stays a problem that verify tells.
            if right != nil || !stored.isNull { differences.append((id, try codec.encode(right ?? .null))) }
        }
        for (id, value) in differences {
            try connection.execute(
                SQLFragment("UPDATE \(name) SET \(column) = ? WHERE \"id\" = ?", value, .blob(id.bytes)))
        }
        return differences.count
    }

    /// The columns of `Rollup.totals`, behind the id.
    private func total(_ row: any SQLRow) throws -> RollupTotal {
        let isExtremum = rollup.rules.function == .min || rollup.rules.function == .max
        return RollupTotal(
            count: row.integer(1), present: row.integer(2), high: row.integer(3), low: row.integer(4),
            extremum: isExtremum ? try codec.decode(row, 5) : .null)
    }
}
