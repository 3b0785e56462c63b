import Model

/// Reads tokens as an expression; binds as OData 4.01 §5.1.1.15 says: `or` weakest, then `and`, comparisons with
/// `eq`/`ne` as strong as the others, `add sub`, `mul div mod`, unary operators strongest.
struct Parser {
    private let text: String
    private let tokens: [Token]
    private var index = 0
    private var depth = 0

    /// Reads the whole text as one expression.
    static func parse(_ text: String) throws(QueryError) -> SyntaxNode {
        var parser = Parser(text: text, tokens: try Lexer.tokens(of: text))
        let node = try parser.disjunction()
        guard parser.current.kind == .end else { throw parser.leftover() }
        return node
    }

    init(text: String, tokens: [Token]) {
        self.text = text
        self.tokens = tokens
    }

    var current: Token { tokens[index] }

    mutating func advance() { index += 1 }

    mutating func disjunction() throws(QueryError) -> SyntaxNode {
        let first = try conjunction()
        guard let start = takeOperator("or") else { return first }
        var operands = [first, try conjunction()]
        while takeOperator("or") != nil { operands.append(try conjunction()) }
        return try node(.or(operands), start)
    }

    private mutating func conjunction() throws(QueryError) -> SyntaxNode {
        let first = try comparison()
        guard let start = takeOperator("and") else { return first }
        var operands = [first, try comparison()]
        while takeOperator("and") != nil { operands.append(try comparison()) }
        return try node(.and(operands), start)
    }

    private mutating func comparison() throws(QueryError) -> SyntaxNode {
        var left = try sum()
        while true {
            if let (comparison, start) = takeOperator(of: Comparison.self) {
                left = try node(.comparison(comparison, left, sum()), start)
            } else if let start = takeOperator("in") {
                left = try node(.membership(left, list()), start)
            } else {
                return left
            }
        }
    }

    private mutating func sum() throws(QueryError) -> SyntaxNode {
        var left = try product()
        while let (operation, start) = takeOperator(of: Arithmetic.self, among: [.add, .sub]) {
            left = try node(.arithmetic(operation, left, product()), start)
        }
        return left
    }

    private mutating func product() throws(QueryError) -> SyntaxNode {
        var left = try unary()
        while let (operation, start) = takeOperator(of: Arithmetic.self, among: [.mul, .div, .divby, .mod]) {
            left = try node(.arithmetic(operation, left, unary()), start)
        }
        return left
    }

    private mutating func unary() throws(QueryError) -> SyntaxNode {
        let start = current.start
        if case .minus = current.kind {
            index += 1
            return try node(.negated(nested { parser throws(QueryError) in try parser.unary() }), start)
        }
        // `not` is the operator unless an attribute of that name is compared: `not eq 1`.
        if takeOperator("not") != nil {
            return try node(.not(nested { parser throws(QueryError) in try parser.unary() }), start)
        }
        return try primary()
    }

    mutating func primary() throws(QueryError) -> SyntaxNode {
        let token = current
        switch token.kind {
        case .literal(let value):
            index += 1
            return SyntaxNode(kind: .literal(value), start: token.start)
        case .open:
            index += 1
            let inner = try nested { parser throws(QueryError) in try parser.disjunction() }
            try close(opened: token.start)
            return inner
        case .word(let word):
            index += 1
            return try afterWord(SyntaxNode.Name(text: word, start: token.start))
        default: throw expected("an attribute, a value or a function", "ein Attribut, ein Wert oder eine Funktion")
        }
    }

    private mutating func afterWord(_ name: SyntaxNode.Name) throws(QueryError) -> SyntaxNode {
        if case .open = current.kind {
            let function = name.text.lowercased()
            guard !FunctionsOfODataAlone.names.contains(function) else {
                throw QueryError.notSupported("the function '\(function)'", at: name.start, in: text)
            }
            return try nested { parser throws(QueryError) in
                try parser.node(.call(name, parser.list(allowingEmpty: true)), name.start)
            }
        }
        if case .slash = current.kind {
            var names = [name]
            while case .slash = current.kind {
                index += 1
                guard case .word(let word) = current.kind else {
                    throw expected("the name of an attribute after '/'", "der Name eines Attributs nach „/“")
                }
                let start = current.start
                index += 1
                if case .open = current.kind, let quantifier = Quantifier(rawValue: word.lowercased()) {
                    return try quantified(quantifier, names, start)
                }
                names.append(SyntaxNode.Name(text: word, start: start))
            }
            return SyntaxNode(kind: .path(names), start: name.start)
        }
        switch name.text.lowercased() {
        case "null": return SyntaxNode(kind: .literal(.null), start: name.start)
        case "true": return SyntaxNode(kind: .literal(.boolean(true)), start: name.start)
        case "false": return SyntaxNode(kind: .literal(.boolean(false)), start: name.start)
        default: return SyntaxNode(kind: .path([name]), start: name.start)
        }
    }

    /// `any()`, or `any(variable: condition)` with the parenthesis still to be taken.
    private mutating func quantified(
        _ quantifier: Quantifier, _ names: [SyntaxNode.Name], _ start: Int
    ) throws(QueryError) -> SyntaxNode {
        let opened = current.start
        index += 1
        if quantifier == .any, case .close = current.kind {
            index += 1
            return try node(.quantified(quantifier, names, variable: nil, nil), start)
        }
        guard case .word(let word) = current.kind else {
            throw expected("a variable, as in any(x: x/name eq 'a')", "eine Variable wie in any(x: x/name eq 'a')")
        }
        let variable = SyntaxNode.Name(text: word, start: current.start)
        index += 1
        guard case .colon = current.kind else {
            throw expected("':' after the variable", "„:“ nach der Variablen")
        }
        index += 1
        let condition = try nested { parser throws(QueryError) in try parser.disjunction() }
        try close(opened: opened)
        return try node(.quantified(quantifier, names, variable: variable, condition), start)
    }

    /// Expressions in parentheses, separated by commas.
    private mutating func list(allowingEmpty: Bool = false) throws(QueryError) -> [SyntaxNode] {
        let opened = current.start
        guard case .open = current.kind else { throw expected("'(' and a list", "„(“ und eine Liste") }
        index += 1
        if allowingEmpty, case .close = current.kind {
            index += 1
            return []
        }
        var items = [try nested { parser throws(QueryError) in try parser.disjunction() }]
        while case .comma = current.kind {
            index += 1
            items.append(try nested { parser throws(QueryError) in try parser.disjunction() })
        }
        try close(opened: opened)
        return items
    }

    private mutating func close(opened: Int) throws(QueryError) {
        guard case .close = current.kind else {
            guard case .end = current.kind else { throw leftover() }
            throw QueryError(
                "KTR-Q112", at: opened, in: text,
                LocalizedText("this parenthesis is never closed", german: "Diese Klammer wird nie geschlossen"))
        }
        index += 1
    }

    private mutating func nested<Value>(
        _ read: (inout Parser) throws(QueryError) -> Value
    ) throws(QueryError) -> Value {
        depth += 1
        guard depth <= QueryLimits.nesting else { throw tooDeep(QueryLimits.nesting) }
        defer { depth -= 1 }
        return try read(&self)
    }

    /// A node over others; checks how high the tree has grown.
    private func node(_ kind: SyntaxNode.Kind, _ start: Int) throws(QueryError) -> SyntaxNode {
        let node = SyntaxNode(kind: kind, start: start)
        guard node.height <= QueryLimits.height else { throw tooDeep(QueryLimits.height) }
        return node
    }

    /// Takes an operator; OData 4.01 wants them understood in any case.
    mutating func takeOperator(_ name: String) -> Int? {
        guard case .word(let word) = current.kind, word.lowercased() == name else { return nil }
        defer { index += 1 }
        return current.start
    }

    private mutating func takeOperator<Operator: RawRepresentable<String> & CaseIterable & Equatable>(
        of type: Operator.Type, among allowed: [Operator]? = nil
    ) -> (Operator, Int)? {
        guard case .word(let word) = current.kind, let found = Operator(rawValue: word.lowercased()),
            allowed?.contains(found) ?? true
        else { return nil }
        defer { index += 1 }
        return (found, current.start)
    }
}

extension Parser {
    /// - Parameter levels: how many there may be: of parentheses, or of operators and functions.
    private func tooDeep(_ levels: Int) -> QueryError {
        QueryError(
            "KTR-Q113", at: current.start, in: text,
            LocalizedText(
                "the expression is nested too deeply (\(levels) levels)",
                german: "Der Ausdruck ist zu tief verschachtelt (\(levels) Ebenen)"),
            hint: LocalizedText(
                "join conditions with 'and' or 'or' without parentheses, or use 'in (…)'",
                german: "Bedingungen ohne Klammern mit „and“ oder „or“ verbinden oder „in (…)“ verwenden"), kind: .limit
        )
    }

    func expected(_ what: String, _ germanWhat: String) -> QueryError {
        QueryError(
            "KTR-Q110", at: current.start, in: text,
            LocalizedText(
                "expected \(what), found \(found.english)",
                german: "Hier fehlt \(germanWhat); stattdessen steht \(found[.german])"))
    }

    /// Something stands where an operator or the end should be.
    private func leftover() -> QueryError {
        if case .word(let word) = current.kind, word.lowercased() == "has" {
            return QueryError.notSupported("'has'", at: current.start, in: text)
        }
        let operators = ["and", "or", "in"] + Comparison.allCases.map(\.rawValue) + Arithmetic.allCases.map(\.rawValue)
        var hint: LocalizedText?
        if case .word(let word) = current.kind {
            let spoken = [
                "like": "contains", "between": "ge … and … le", "is": "eq", "equal": "eq", "equals": "eq", "gte": "ge",
                "lte": "le",
            ]
            if let meant = spoken[word.lowercased()] ?? nearestName(to: word, among: operators) {
                hint = LocalizedText("did you mean '\(meant)'?", german: "Meinten Sie „\(meant)“?")
            }
        }
        return QueryError(
            "KTR-Q111", at: current.start, in: text,
            LocalizedText(
                "expected an operator or the end, found \(found.english)",
                german: "Hier fehlt ein Operator oder das Ende; stattdessen steht \(found[.german])"),
            hint: hint
                ?? LocalizedText(
                    "operators are \(operators.joined(separator: ", "))",
                    german: "Operatoren sind \(operators.joined(separator: ", "))"))
    }

    private var found: LocalizedText {
        guard current.kind != .end else {
            return LocalizedText("the end", german: "das Ende")
        }
        let written = String(
            decoding: text.utf8.dropFirst(current.start).prefix(current.end - current.start), as: UTF8.self)
        return LocalizedText("'\(written)'", german: "„\(written)“")
    }
}
