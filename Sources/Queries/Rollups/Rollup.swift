public import Model

/// A rollup attribute, checked: what each record that counts gives to the record it looks up.
///
///     let rollup = try Rollup(of: account, at: position, rules, over: complaint, in: catalog)
///     rollup.share(of: record)      // what the record gives, and to whom
public struct Rollup: Sendable, Hashable {
    /// The entity type that has the attribute.
    public let owner: EntityType
    /// The attribute's position there.
    public let position: Int
    /// What it says.
    public let rules: RollupRules
    /// Whose records are summed up.
    public let source: EntityType
    /// The position of their lookup that leads to the owner.
    public let lookup: Int
    /// Which of them count; nil for all.
    public let condition: Filter?
    /// What of them is summed up; nil for a count.
    public let operand: Formula?

    /// Where the days are that its texts speak of: the installation's, once it is told.
    public private(set) var zone = Zone.utc

    /// Which of a rollup's texts is wrong, and how.
    public enum Fault: Error {
        case condition(QueryError)
        case operand(QueryError)
    }

    /// Compiles a rollup.
    public init(
        of owner: EntityType, at position: Int, _ rules: RollupRules, over source: EntityType, lookup: Int,
        in catalog: any QueryCatalog
    ) throws(Fault) {
        self.owner = owner
        self.position = position
        self.rules = rules
        self.source = source
        self.lookup = lookup
        do throws(QueryError) {
            condition = try rules.condition.map { (text) throws(QueryError) in
                try Filter(text, on: source, in: catalog)
            }
        } catch { throw .condition(error) }
        do throws(QueryError) {
            operand = try rules.attribute.map { (name) throws(QueryError) in
                try Formula(name, on: source, in: catalog)
            }
        } catch { throw .operand(error) }
    }

    /// The rollup attribute.
    public var attribute: Attribute { owner.attributes[position] }

    /// What one record gives to the record that it looks up.
    public struct Share: Sendable, Hashable {
        /// The record that it looks up.
        public let owner: RecordID
        /// Its value that is summed up; null for a count.
        public let value: AttributeValue
    }

    /// What a record gives; nil where it looks up nothing, does not meet the condition, or has no value.
    public func share(of record: Record) -> Share? {
        guard case .record(let owner) = record.values[lookup] else { return nil }
        // Nothing in a rollup depends on who asks or when: that is checked when it is compiled.
        let context = context
        guard condition?.matches(record, in: context) != false else { return nil }
        guard let operand else { return Share(owner: owner, value: .null) }
        let value = operand.value(of: record, in: context)
        return value.isNull ? nil : Share(owner: owner, value: value)
    }

    var context: EvaluationContext {
        EvaluationContext(principal: RecordID(high: 0, low: 0), now: Instant(microseconds: 0), zone: zone)
    }

    /// The same rollup, whose condition speaks of the days of a zone.
    public func told(in zone: Zone) -> Rollup {
        var told = self
        told.zone = zone
        return told
    }

    /// The value for a record that nobody looks up.
    public var valueOfNone: AttributeValue {
        switch rules.function {
        case .count, .sum: value(0)
        case .min, .max, .average: .null
        }
    }
}
