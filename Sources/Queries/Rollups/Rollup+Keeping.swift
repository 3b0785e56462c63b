public import Model

extension Rollup {
    /// How a stored value follows a change of one record.
    public enum Following: Sendable, Hashable {
        /// From itself and the change.
        case value(AttributeValue)
        /// The other records have to be looked at: what left may have been the least, or the value never had room.
        case recomputation
    }

    /// The value after a record's share has been taken away and another one added.
    public func following(_ current: AttributeValue, removing old: Share?, adding new: Share?) -> Following {
        switch rules.function {
        case .count:
            guard case .integer(let count) = current else { return .recomputation }
            return .value(.integer(count + (new == nil ? 0 : 1) - (old == nil ? 0 : 1)))
        case .sum:
            guard let sum = number(current) else { return .recomputation }
            let added = new.flatMap { number($0.value) } ?? 0
            let removed = old.flatMap { number($0.value) } ?? 0
            let following = value(Int128(sum) + Int128(added) - Int128(removed))
            return following.isNull ? .recomputation : .value(following)
        case .min, .max:
            if let old, new.map({ isBeyond(old.value, $0.value) }) ?? true, !isBeyond(current, old.value) {
                return .recomputation
            }
            guard let new, current.isNull || isBeyond(new.value, current) else { return .value(current) }
            return .value(new.value)
        // Neither the sum nor the number can be told from it.
        case .average: return .recomputation
        }
    }

    /// Whether one value comes before another in the rollup's direction: below the least, above the greatest.
    private func isBeyond(_ value: AttributeValue, _ other: AttributeValue) -> Bool {
        let order =
            number(value).flatMap { one in number(other).map { ValueOrder(one, $0) } } ?? ValueOrder(value, other)
        return rules.function == .min ? order == .before : order == .after
    }

    // MARK: Numbers

    /// A value of the result's type in whole units of its scale; nil for null and what is no number.
    private func number(_ value: AttributeValue) -> Int64? {
        switch value {
        case .integer(let number): number
        case .decimal(let decimal): decimal.rescaled(to: operandScale)?.unscaled
        case .duration(let span): span.milliseconds
        default: nil
        }
    }

    /// Digits after the point of what is summed up.
    private var operandScale: Int { operand?.expression.type.scale ?? 0 }

    /// Digits after the point of the result.
    private var scale: Int { ValueType(rules.result, in: owner).scale ?? 0 }

    /// The value of so many units; null where it has no room.
    func value(_ number: Int128) -> AttributeValue {
        guard let number = Int64(exactly: number) else { return .null }
        switch ValueType(rules.result, in: owner) {
        case .decimal(let scale):
            guard number.magnitude <= ExactDecimal.largest.magnitude else { return .null }
            return .decimal(ExactDecimal(unscaled: number, scale: scale))
        case .duration: return TimeSpan(milliseconds: number).map { .duration($0) } ?? .null
        default: return .integer(number)
        }
    }

    /// Whether a value that was computed is missing because it has no room, and not because nothing is summed up.
    public func lacksRoom(_ value: AttributeValue, of total: RollupTotal) -> Bool {
        switch rules.function {
        case .sum: value.isNull
        case .average: value.isNull && total.present > 0
        case .count, .min, .max: false
        }
    }

    /// The value that all records which count give together.
    public func value(of total: RollupTotal) -> AttributeValue {
        switch rules.function {
        case .count: return .integer(total.count)
        case .sum: return value(total.sum)
        case .min, .max: return total.extremum
        case .average:
            guard total.present > 0 else { return .null }
            var dividend = total.sum
            for _ in operandScale..<max(operandScale, scale) { dividend *= 10 }
            let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: Int128(total.present))
            // Halves go away from zero.
            return value(quotient + (rest.magnitude * 2 >= UInt128(total.present) ? Int128(rest.signum()) : 0))
        }
    }
}

/// What a database says of all records that count for one rollup of one record.
public struct RollupTotal: Sendable, Hashable {
    /// How many there are.
    public var count: Int64
    /// How many of them have a value.
    public var present: Int64
    /// The sum of the values, in units of their scale.
    public var sum: Int128
    /// The least or greatest value, as the rollup wants it; null where there is none.
    public var extremum: AttributeValue

    /// A total from the columns of ``Rollup/totals(where:dialect:)``.
    ///
    /// - Parameters:
    ///   - high: the sum of the values' parts above ``Rollup/sumUnit``.
    ///   - low: the sum of their parts below it.
    public init(count: Int64, present: Int64, high: Int64, low: Int64, extremum: AttributeValue) {
        self.count = count
        self.present = present
        sum = Int128(high) * Int128(Rollup.sumUnit) + Int128(low)
        self.extremum = extremum
    }

    /// Of no record.
    public static let none = RollupTotal(count: 0, present: 0, high: 0, low: 0, extremum: .null)
}
