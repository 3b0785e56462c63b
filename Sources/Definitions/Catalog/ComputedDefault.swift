public import Model
public import Queries

/// What a new record gets for an attribute that nobody has given: an expression over its other attributes.
public struct ComputedDefault: Sendable, Hashable {
    /// The attribute's position.
    public var position: Int
    /// What gives the value.
    public var formula: Formula

    /// A default for the attribute at a position.
    public init(position: Int, formula: Formula) {
        self.position = position
        self.formula = formula
    }

    /// Whether it is known before anything of the record is: a form can show it.
    public var isIndependent: Bool { formula.expression.paths.isEmpty }

    /// The value for a record as it is so far, as the attribute's type takes it.
    ///
    /// - Returns: the value, or why it is none for the attribute (`KTR-R124`).
    public func value(for record: Record, in context: EvaluationContext) -> Result<AttributeValue, Refusal.Problem> {
        let attribute = record.type.attributes[position]
        return attribute.type.coerce(DataValue(formula.value(of: record, in: context)), of: attribute.name).mapError {
            problem in
            Refusal.Problem(
                "KTR-R124", attribute: attribute.name,
                LocalizedText(
                    "the computed default is not valid: \(problem.message.english)",
                    german: "der berechnete Vorgabewert ist ungültig: \(problem.message[.german])"),
                hint: LocalizedText("give a value", german: "einen Wert angeben"), at: attribute.location)
        }
    }
}
