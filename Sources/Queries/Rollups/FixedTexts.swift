import Model

extension Filter {
    /// The texts that attributes must equal for a condition to be true: `status eq 'open' and fee_currency eq 'EUR'` fixes two.
    ///
    /// Looks at the outermost `and` only, and at no types; empty for a text that cannot be read.
    public static func textsFixed(by condition: String) -> [String: String] {
        guard let syntax = try? Parser.parse(condition) else { return [:] }
        var parts = [syntax]
        if case .and(let operands) = syntax.kind { parts = operands }
        var result: [String: String] = [:]
        for part in parts {
            switch part.kind {
            case .comparison(.equal, let left, let right):
                if let name = left.ownName, let text = right.constantText { result[name] = text }
                if let name = right.ownName, let text = left.constantText { result[name] = text }
            case .membership(let left, let list) where list.count == 1:
                if let name = left.ownName, let text = list[0].constantText { result[name] = text }
            default: break
            }
        }
        return result
    }
}

extension SyntaxNode {
    fileprivate var ownName: String? {
        guard case .path(let names) = kind, names.count == 1 else { return nil }
        return names[0].text
    }

    fileprivate var constantText: String? {
        guard case .literal(let value) = kind, case .text(let text) = value else { return nil }
        return text
    }
}
