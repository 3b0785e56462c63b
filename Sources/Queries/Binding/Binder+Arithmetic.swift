import Model

extension Binder {
    /// Digits after the point that a division yields at least.
    private static let quotientScale = 6

    func negated(_ operand: SyntaxNode, at start: Int) throws(QueryError) -> QueryExpression {
        let span = try bind(operand)
        if span.type == .duration { return backwards(span) }
        let bound = try number(span, at: operand.start)
        let zero = QueryExpression(.constant(.integer(0)), bound.type)
        return computed(QueryExpression(.arithmetic(.sub, zero, bound), bound.type))
    }

    func arithmetic(
        _ operation: Arithmetic, _ left: SyntaxNode, _ right: SyntaxNode, at start: Int
    ) throws(QueryError) -> QueryExpression {
        let (writtenLeft, writtenRight) = (try bind(left), try bind(right))
        if let spans = try spans(operation, writtenLeft, writtenRight, at: left.start) { return spans }
        let (boundLeft, boundRight) = (
            try number(writtenLeft, at: left.start), try number(writtenRight, at: right.start)
        )
        let (leftScale, rightScale) = (boundLeft.type.scale ?? 0, boundRight.type.scale ?? 0)
        let bothIntegers = boundLeft.type.scale == 0 && boundRight.type.scale == 0
        switch operation {
        case .add, .sub, .mod:
            let type = numberType(max(leftScale, rightScale))
            return computed(
                QueryExpression(
                    .arithmetic(operation, aligned(boundLeft, to: type), aligned(boundRight, to: type)), type))
        case .mul:
            try check(leftScale + rightScale, at: start)
            return computed(
                QueryExpression(.arithmetic(.mul, boundLeft, boundRight), numberType(leftScale + rightScale)))
        case .div where bothIntegers:
            return computed(QueryExpression(.arithmetic(.div, boundLeft, boundRight), .integer))
        case .div, .divby:
            // (l / 10^ls) / (r / 10^rs), as an integer of scale s, is l × 10^(s − ls + rs) / r.
            let scale = max(Self.quotientScale, leftScale, rightScale)
            try check(scale + rightScale, at: start)
            let dividend = aligned(boundLeft, to: .decimal(scale: scale + rightScale))
            return computed(QueryExpression(.arithmetic(.div, dividend, boundRight), .decimal(scale: scale)))
        }
    }

    /// What can be computed now is, so that a comparison with it can be asked of an index.
    private func computed(_ expression: QueryExpression) -> QueryExpression {
        guard case .arithmetic(let operation, let left, let right) = expression.node,
            case .constant(.integer(let one)) = left.node, case .constant(.integer(let other)) = right.node,
            let result = operation.wide.result(Int128(one), Int128(other)), let number = Int64(exactly: result)
        else { return expression }
        return QueryExpression(.constant(.integer(number)), expression.type)
    }

    private func numberType(_ scale: Int) -> ValueType { scale == 0 ? .integer : .decimal(scale: scale) }

    private func check(_ scale: Int, at start: Int) throws(QueryError) {
        guard scale > 18 else { return }
        throw error(
            "KTR-Q128", start,
            LocalizedText(
                "the result would have \(scale) decimal places; the limit is 18",
                german: "Das Ergebnis hätte \(scale) Nachkommastellen, mehr als 18"),
            hint: LocalizedText("round an operand first", german: "Runden Sie vorher mit round(…)"))
    }

    func number(_ operand: SyntaxNode) throws(QueryError) -> QueryExpression {
        try number(try bind(operand), at: operand.start)
    }

    private func number(_ bound: QueryExpression, at start: Int) throws(QueryError) -> QueryExpression {
        if bound.type == .null { return QueryExpression(.constant(.null), .integer) }
        guard bound.type.scale != nil else {
            let isTime = bound.type == .date || bound.type == .instant
            throw error(
                "KTR-Q122", start,
                LocalizedText(
                    "expected a number here, found \(bound.type.name.english)",
                    german: "Hier fehlt eine Zahl; stattdessen steht \(bound.type.name[.german])"),
                hint: isTime
                    ? LocalizedText(
                        "count the days between two dates with days(later, earlier)",
                        german: "Die Tage zwischen zwei Daten zählt days(später, früher)") : nil)
        }
        return bound
    }
}
