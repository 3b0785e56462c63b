import Model

extension Parser {
    struct WrittenOrderTerm {
        var names: [SyntaxNode.Name]
        var isDescending: Bool
    }

    /// Reads `path [asc|desc], …`.
    static func parseOrder(_ text: String) throws(QueryError) -> [WrittenOrderTerm] {
        var parser = Parser(text: text, tokens: try Lexer.tokens(of: text))
        var terms: [WrittenOrderTerm] = []
        repeat {
            let start = parser.current.start
            let node = try parser.primary()
            guard case .path(let names) = node.kind else {
                throw QueryError(
                    "KTR-Q114", at: start, in: text,
                    LocalizedText(
                        "a list is sorted by attributes only", german: "Sortiert wird nur nach Attributen"),
                    hint: LocalizedText(
                        "write an attribute or a path, then asc or desc",
                        german: "Schreiben Sie ein Attribut oder einen Pfad, dahinter asc oder desc"))
            }
            let isDescending = parser.takeOperator("desc") != nil
            if !isDescending { _ = parser.takeOperator("asc") }
            terms.append(WrittenOrderTerm(names: names, isDescending: isDescending))
            guard terms.count <= QueryLimits.orderTerms else {
                throw QueryError(
                    "KTR-Q115", at: start, in: text,
                    LocalizedText(
                        "a list is sorted by at most \(QueryLimits.orderTerms) attributes",
                        german: "Sortiert wird nach höchstens \(QueryLimits.orderTerms) Attributen"), kind: .limit)
            }
        } while parser.takeComma()
        guard parser.current.kind == .end else { throw parser.expected("asc, desc or ','", "asc, desc oder „,“") }
        return terms
    }

    /// Reads `name, name` or `*` alone, which gives an empty list.
    static func parseNames(_ text: String) throws(QueryError) -> [SyntaxNode.Name] {
        if text.utf8.elementsEqual("*".utf8) { return [] }
        var parser = Parser(text: text, tokens: try Lexer.tokens(of: text))
        var names: [SyntaxNode.Name] = []
        repeat {
            guard case .word(let word) = parser.current.kind else {
                throw parser.expected("the name of an attribute", "der Name eines Attributs")
            }
            names.append(SyntaxNode.Name(text: word, start: parser.current.start))
            parser.advance()
        } while parser.takeComma()
        guard parser.current.kind == .end else { throw parser.expected("','", "„,“") }
        return names
    }

    private mutating func takeComma() -> Bool {
        guard case .comma = current.kind else { return false }
        advance()
        return true
    }
}
