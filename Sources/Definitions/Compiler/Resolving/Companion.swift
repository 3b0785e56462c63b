import Model

/// The attribute that another one brings with it: an amount's currency, the entity type of a polymorphic lookup's target.
enum Companion {
    static func attribute(of owner: Attribute) -> Attribute? {
        switch owner.type {
        case .money(let rules) where rules.fixedCurrency == nil:
            Attribute(
                name: MoneyRules.currencyName(of: owner.name), type: .currency(among: rules.currencies),
                label: labelled(owner, "currency", german: "Währung"), isImmutable: owner.isImmutable,
                defaultValue: owner.defaultValue.map { _ in .text(rules.currencies[0]) },
                formerNames: owner.formerNames.map(MoneyRules.currencyName), companionOf: owner.name,
                location: owner.location)
        case .polymorphic(let targets, _):
            Attribute(
                name: AttributeType.targetTypeName(of: owner.name), type: .targetType(among: targets),
                label: labelled(owner, "type", german: "Art"), isReadOnly: true,
                formerNames: owner.formerNames.map(AttributeType.targetTypeName), companionOf: owner.name,
                location: owner.location)
        default: nil
        }
    }

    private static func labelled(_ owner: Attribute, _ english: String, german: String) -> LocalizedText {
        LocalizedText("\(owner.label.english): \(english)", german: "\(owner.label[.german]): \(german)")
    }
}
