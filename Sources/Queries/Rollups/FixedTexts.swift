extension Filter {
    /// The texts that attributes must equal for a condition to be true: `status eq 'open' and fee_currency eq 'EUR'` fixes two.
    ///
    /// Looks at the outermost `and` only, and at no types; empty for a text that cannot be read.
    public static func textsFixed(by condition: String) -> [String: String] {
        guard let syntax = try? Parser.parse(condition) else { return [:] }
        let parts = if case .and(let parts) = syntax.kind { parts } else { [syntax] }
        var result: [String: String] = [:]
        for part in parts {
            switch part.kind {
            case .comparison(.equal, let left, let right):
                if let name = left.ownName, let text = right.text { result[name] = text }
                if let name = right.ownName, let text = left.text { result[name] = text }
            case .membership(let left, let list) where list.count == 1:
                if let name = left.ownName, let text = list[0].text { result[name] = text }
            default: break
            }
        }
        return result
    }
}

extension SyntaxNode {
    fileprivate var ownName: String? {
        if case .path(let names) = kind, names.count == 1 { names[0].text } else { nil }
    }

    fileprivate var text: String? { if case .literal(.text(let text)) = kind { text } else { nil } }
}
