public import Model

extension Filter {
    /// The same condition, asked of the record that a lookup leads to: `active eq true` of accounts becomes `account/active eq
    /// true` of their contracts.
    ///
    /// - Parameters:
    ///   - lookup: the position of a lookup that leads to the filter's entity type.
    ///   - type: the entity type that has the lookup.
    public func along(_ lookup: Int, of type: EntityType) -> Filter {
        let step = AttributePath.Step(position: lookup, target: self.type)
        return Filter(
            type: type, text: "\(type.attributes[lookup].name): (\(text))",
            expression: expression.moved(to: AttributePath(root: type, steps: [step], position: lookup)))
    }
}
