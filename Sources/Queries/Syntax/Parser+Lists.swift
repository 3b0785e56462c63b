import Model

extension Parser {
    struct WrittenOrderTerm {
        var syntax: SyntaxNode
        /// As it stands in the text, without its direction.
        var text: String
        var isDescending: Bool
    }

    /// Reads `expression [asc|desc], …`.
    static func parseOrder(_ text: String) throws(QueryError) -> [WrittenOrderTerm] {
        var parser = Parser(text: text, tokens: try Lexer.tokens(of: text))
        var terms: [WrittenOrderTerm] = []
        repeat {
            let start = parser.current.start
            let node = try parser.disjunction()
            let end = parser.current.start
            let isDescending = parser.takeOperator("desc") != nil
            if !isDescending { _ = parser.takeOperator("asc") }
            let written = String(decoding: text.utf8.dropFirst(start).prefix(end - start), as: UTF8.self)
            terms.append(WrittenOrderTerm(syntax: node, text: written, isDescending: isDescending))
            guard terms.count <= QueryLimits.orderTerms else {
                throw QueryError(
                    "KTR-Q115", at: start, in: text,
                    LocalizedText(
                        "a list can be sorted by at most \(QueryLimits.orderTerms) attributes",
                        german: "Sortiert wird nach höchstens \(QueryLimits.orderTerms) Attributen"), kind: .limit)
            }
        } while parser.takeComma()
        guard parser.current.kind == .end else { throw parser.expected("asc, desc or ','", "asc, desc oder „,“") }
        return terms
    }

    private mutating func takeComma() -> Bool {
        guard case .comma = current.kind else { return false }
        advance()
        return true
    }
}
