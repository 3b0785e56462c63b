import Model

/// Resolves the names of a syntax tree against an entity type and checks that the types of its operands fit.
struct Binder {
    let text: String
    let root: EntityType
    let catalog: any QueryCatalog
    /// What stands for members of lists here, the innermost last.
    var variables: [BoundVariable] = []
    /// What stands for one of several choices here, the innermost last.
    var choices: [ChoiceVariable] = []

    init(text: String, root: EntityType, catalog: any QueryCatalog) {
        self.text = text
        self.root = root
        self.catalog = catalog
    }

    func bind(_ syntax: SyntaxNode) throws(QueryError) -> QueryExpression {
        switch syntax.kind {
        case .literal(let value): return literal(value)
        case .path(let names):
            if let choice = try choice(names) { return choice }
            return try attribute(names)
        case .call(let name, let arguments): return try call(name, arguments)
        case .not(let operand): return QueryExpression(.not(try condition(operand)), .boolean)
        case .negated(let operand): return try negated(operand, at: syntax.start)
        case .and(let operands): return QueryExpression(.and(try conditions(operands)), .boolean)
        case .or(let operands): return QueryExpression(.or(try conditions(operands)), .boolean)
        case .comparison(let comparison, let left, let right):
            return try self.comparison(comparison, left, right, at: syntax.start)
        case .membership(let operand, let list): return try membership(operand, list)
        case .arithmetic(let operation, let left, let right):
            return try arithmetic(operation, left, right, at: syntax.start)
        case .quantified(let quantifier, let names, let variable, let condition):
            return try quantified(quantifier, names, variable, condition)
        }
    }

    /// An operand that must be true or false.
    func condition(_ syntax: SyntaxNode) throws(QueryError) -> QueryExpression {
        let bound = try bind(syntax)
        guard bound.type == .boolean || bound.type == .null else {
            throw error(
                "KTR-Q120", syntax.start,
                LocalizedText(
                    "expected a condition here, found \(bound.type.name.english)",
                    german: "Hier fehlt eine Bedingung; stattdessen steht \(bound.type.name[.german])"),
                hint: LocalizedText(
                    "compare it with something: … eq …", german: "Vergleichen Sie es mit etwas: … eq …"))
        }
        return bound
    }

    private func conditions(_ operands: [SyntaxNode]) throws(QueryError) -> [QueryExpression] {
        var result: [QueryExpression] = []
        for operand in operands { result.append(try condition(operand)) }
        return result
    }

    func literal(_ value: AttributeValue) -> QueryExpression {
        switch value {
        case .null: QueryExpression(.constant(.null), .null)
        case .boolean: QueryExpression(.constant(value), .boolean)
        case .integer: QueryExpression(.constant(value), .integer)
        case .decimal(let decimal):
            QueryExpression(.constant(.integer(decimal.unscaled)), .decimal(scale: decimal.scale))
        case .text(let text): QueryExpression(.constant(.text(NormalText.composed(text))), .text)
        case .date: QueryExpression(.constant(value), .date)
        case .instant: QueryExpression(.constant(value), .instant)
        case .time: QueryExpression(.constant(value), .time)
        case .duration: QueryExpression(.constant(value), .duration)
        case .names: QueryExpression(.constant(value), .names)
        case .json: QueryExpression(.constant(value), .json)
        case .point: QueryExpression(.constant(value), .point)
        case .record: QueryExpression(.constant(value), .record(entity: nil))
        }
    }

    func error(
        _ code: String, _ start: Int, _ message: LocalizedText, hint: LocalizedText? = nil
    ) -> QueryError {
        QueryError(code, at: start, in: text, message, hint: hint)
    }
}
