import Model
public import SQLText

extension ColumnChange {
    /// How the values in a column become those of the new type.
    public enum Carrying: Sendable, Hashable {
        /// They stay as they are.
        case nothing
        /// The database computes each exactly, once all of them are known to fit. The text has `$` for the column.
        case expression(String)
        /// Each is read, converted and written.
        case rows
    }

    /// The cheapest way that is exact.
    public var carrying: Carrying {
        if let key {
            let column = "\(quotedIdentifier(table)).\(quotedIdentifier(to.name))"
            return .expression(found(by: key, of: column))
        }
        if from.refers, to.refers { return isReferenceMoved ? .expression("$") : .nothing }
        if from.kind == .state, to.kind == .state, !formerStates.isEmpty { return .rows }
        if from.kind == to.kind { return .nothing }
        if let old = from.scale, let new = to.scale {
            if old == new { return .nothing }
            let factor = Self.power(abs(new - old))
            return .expression(new > old ? "$ * \(factor)" : "$ / \(factor)")
        }
        switch (from.kind, to.kind) {
        case (.boolean, .integer), (.integer, .boolean): return .nothing
        case (.email, .text), (.phone, .text), (.url, .text), (.choice, .text), (.state, .text), (.autonumber, .text),
            (.date, .text), (.state, .choice):
            return .nothing
        case (.integer, .text): return .expression("CAST($ AS TEXT)")
        case (.boolean, .text): return .expression("CASE $ WHEN 0 THEN 'false' ELSE 'true' END")
        default: return .rows
        }
    }

    /// Whether values change in place or move to another column: neither leaves an index as it is.
    public var rewrites: Bool { carrying != .nothing }

    /// Selects rows whose value might not fit, and all that do not; nil where every value fits.
    ///
    /// - Parameter column: its quoted name.
    public func suspects(_ column: String) -> SQLFragment? {
        var conditions: [SQLFragment] = []
        // What a lookup leads to is checked by asking for it.
        if isNamedReference || from.refers && to.refers {
            return becomesRequired ? SQLFragment("\(column) IS NULL") : nil
        }
        if becomesRequired, fill == nil { conditions.append(SQLFragment("\(column) IS NULL")) }
        if let old = from.scale, let new = to.scale {
            conditions += numberConditions(column, old, new) + amountConditions(column)
        } else if from.kind != to.kind {
            conditions.append(SQLFragment("\(column) IS NOT NULL"))
        } else {
            conditions += textConditions(column) + elementConditions(column) + formConditions(column)
        }
        return conditions.isEmpty ? nil : conditions.joined(separator: " OR ")
    }

    /// Only one look at the values tells which are like a new pattern.
    private func formConditions(_ column: String) -> [SQLFragment] {
        if to.pattern != nil, to.pattern != from.pattern { return [SQLFragment("\(column) IS NOT NULL")] }
        guard let minimum = to.minimumLength, minimum > from.minimumLength ?? 0 else { return [] }
        return [SQLFragment("length(\(column)) < ?", .integer(Int64(minimum)))]
    }

    private func textConditions(_ column: String) -> [SQLFragment] {
        var conditions: [SQLFragment] = fileConditions(column).map { [$0] } ?? []
        if let limit = to.maximumLength, limit < from.maximumLength ?? .max {
            conditions.append(SQLFragment("length(\(column)) > ?", .integer(Int64(limit))))
        }
        if to.isLong == false, from.isLong != false {
            // A text of several lines may also hold tabs; no other control character.
            for control in ["\n", "\t"] {
                conditions.append(SQLFragment("replace(\(column), ?, '') <> \(column)", .text(control)))
            }
        }
        if to.kind != .multichoice, let old = from.options, let new = to.options, !Set(old).isSubset(of: new) {
            // A state attribute may hold several states of a chart at once.
            let names = to.kind == .state ? new : old.filter { !new.contains($0) }
            let marks = names.map { SQLFragment("?", .text($0)) }.joined(separator: ", ")
            let isOne = to.kind == .state ? "NOT IN" : "IN"
            conditions.append(SQLFragment("\(column) \(isOne) (") + marks + ")")
        }
        return conditions
    }

    private func numberConditions(_ column: String, _ old: Int, _ new: Int) -> [SQLFragment] {
        var conditions: [SQLFragment] = []
        if new < old { conditions.append(SQLFragment("\(column) % \(Self.power(old - new)) <> 0")) }
        if to.kind != .integer, new > old || from.kind == .integer {
            // The least 64-bit number has no magnitude; it is too large in any case.
            let largest = ExactDecimal.largest / Self.power(max(0, new - old))
            conditions.append(SQLFragment("\(column) > \(largest) OR \(column) < \(-largest)"))
        }
        // Bounds are compared in units of the old scale; one that lies between two of them is rounded to the inside, and
        // the values are looked at one by one anyway.
        if let bound = bound(to.minimum, old, up: true), to.minimum != from.minimum || from.kind != to.kind {
            conditions.append(SQLFragment("\(column) < ?", .integer(bound)))
        }
        if let bound = bound(to.maximum, old, up: false), to.maximum != from.maximum || from.kind != to.kind {
            conditions.append(SQLFragment("\(column) > ?", .integer(bound)))
        }
        return conditions
    }

    private func bound(_ text: String?, _ scale: Int, up: Bool) -> Int64? {
        guard let text else { return nil }
        // A whole bound of 19 digits is beyond a decimal.
        guard let number = ExactDecimal(text) else { return scale == 0 ? Int64(text) : nil }
        if let exact = number.rescaled(to: scale) { return exact.unscaled }
        guard number.scale > scale else { return up ? .max : .min }
        let factor = Self.power(number.scale - scale)
        let (quotient, rest) = number.unscaled.quotientAndRemainder(dividingBy: factor)
        if rest == 0 { return quotient }
        return up ? (rest > 0 ? quotient + 1 : quotient) : (rest < 0 ? quotient - 1 : quotient)
    }

    private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { result, _ in result * 10 } }
}
