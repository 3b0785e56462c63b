import Model

// What belongs to an amount of money: its currency, and as many digits as that has.

extension WriteTransaction {
    /// An amount has a currency, the usual one where nothing is said; without an amount there is none.
    func settleCurrencies(of change: inout ChangeSet) {
        guard change.kind != .delete else { return }
        for (amount, currency, rules) in change.type.amountsWithCurrencies {
            let isTouched =
                change.before.map { before in
                    before.values[amount] != change.after.values[amount]
                        || before.values[currency] != change.after.values[currency]
                } ?? true
            guard isTouched else { continue }
            if change.after.values[amount].isNull {
                change.after.values[currency] = .null
            } else if change.after.values[currency].isNull {
                change.after.values[currency] = .text(rules.currencies[0])
            }
        }
    }

    /// Amounts with more digits after the point than their currency has.
    func problemsOfAmounts(in change: ChangeSet) -> [Refusal.Problem] {
        change.type.amountsWithCurrencies.compactMap { amount, currency, rules in
            guard case .decimal(let number) = change.after.values[amount],
                case .text(let code) = change.after.values[currency]
            else { return nil }
            return rules.problem(with: number, in: code, of: change.type.attributes[amount].name)
        }
    }
}

extension EntityType {
    /// Positions of the amounts that say their currency, of these currencies, and the rules.
    fileprivate var amountsWithCurrencies: [(amount: Int, currency: Int, rules: MoneyRules)] {
        declaredPositions.compactMap { position in
            guard case .money(let rules) = attributes[position].type, rules.fixedCurrency == nil,
                let currency = self.position(of: MoneyRules.currencyName(of: attributes[position].name))
            else { return nil }
            return (position, currency, rules)
        }
    }
}
