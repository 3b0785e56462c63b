import Model

extension Binder {
    /// Arithmetic with dates, instants and durations (OData 4.01 §5.1.1.2); nil where neither operand is one.
    ///
    /// A duration that is added to or taken from a date moves it by whole days; what is left of a day is dropped towards the
    /// past.
    func spans(
        _ operation: Arithmetic, _ left: QueryExpression, _ right: QueryExpression, at start: Int
    ) throws(QueryError) -> QueryExpression? {
        guard left.type.isTemporal || right.type.isTemporal else { return nil }
        let (left, right) = (asDuration(left), asDuration(right))
        guard max(spanDepth(left), spanDepth(right)) < QueryLimits.spans else {
            throw error(
                "KTR-Q113", start,
                LocalizedText(
                    "computations with durations are nested more than \(QueryLimits.spans) deep",
                    german: "Mehr als \(QueryLimits.spans) Rechnungen mit Dauern stehen ineinander"))
        }
        switch (operation, left.type, right.type) {
        case (_, .null, _), (_, _, .null): return QueryExpression(.constant(.null), .null)
        case (.add, .date, .duration), (.add, .instant, .duration):
            return QueryExpression(.call(.shift, [left, right]), left.type)
        case (.add, .duration, .date), (.add, .duration, .instant):
            return QueryExpression(.call(.shift, [right, left]), right.type)
        case (.sub, .date, .duration), (.sub, .instant, .duration):
            return QueryExpression(.call(.shift, [left, backwards(right)]), left.type)
        case (.sub, .date, .date), (.sub, .instant, .instant):
            return QueryExpression(.call(.elapse, [left, right]), .duration)
        case (.add, .duration, .duration), (.sub, .duration, .duration), (.mul, .duration, .integer),
            (.mul, .integer, .duration), (.div, .duration, .integer):
            return QueryExpression(.arithmetic(operation, left, right), .duration)
        default:
            throw error(
                "KTR-Q122", start,
                LocalizedText(
                    "'\(operation.rawValue)' cannot compute with \(left.type.name.english) and \(right.type.name.english)",
                    german:
                        "„\(operation.rawValue)“ rechnet nicht mit \(left.type.name[.german]) und \(right.type.name[.german])"
                ),
                hint: LocalizedText(
                    "a duration can be added to a date or an instant, subtracted from it, or multiplied by an integer; count the days between two dates with days(later, earlier)",
                    german:
                        "Eine Dauer lässt sich zu Datum oder Zeitpunkt addieren, davon abziehen oder mit einer ganzen Zahl malnehmen; die Tage zwischen zwei Daten zählt days(später, früher)"
                ))
        }
    }

    /// The other way round in time.
    func backwards(_ span: QueryExpression) -> QueryExpression {
        QueryExpression(.arithmetic(.sub, QueryExpression(.constant(.integer(0)), .integer), span), .duration)
    }

    /// Two operands, a text that is compared with a duration read as one, and one that is compared with an attribute in the form in
    /// which that keeps its texts.
    func alike(_ left: QueryExpression, _ right: QueryExpression) -> (QueryExpression, QueryExpression) {
        switch (left.type, right.type) {
        case (.duration, .text): (left, asDuration(right))
        case (.text, .duration): (asDuration(left), right)
        default: (kept(left, by: right), kept(right, by: left))
        }
    }

    /// A written text as an attribute keeps it.
    private func kept(_ operand: QueryExpression, by other: QueryExpression) -> QueryExpression {
        guard case .constant(.text(let text)) = operand.node else { return operand }
        if case .attribute(let path) = other.node {
            return QueryExpression(.constant(.text(path.attribute.type.comparable(text))), operand.type)
        }
        guard Self.isAddress(other) else { return operand }
        return QueryExpression(.constant(.text(AttributeType.email.comparable(text))), operand.type)
    }

    /// A text that is looked for in an e-mail address: those are kept in small letters.
    static func sought(_ operands: [QueryExpression]) -> [QueryExpression] {
        guard operands.count == 2, isAddress(operands[0]), case .constant(.text(let part)) = operands[1].node else {
            return operands
        }
        return [operands[0], QueryExpression(.constant(.text(part.lowercased())), operands[1].type)]
    }

    /// Whether an expression is always an e-mail address.
    private static func isAddress(_ expression: QueryExpression) -> Bool {
        switch expression.node {
        case .attribute(let path): return path.attribute.type == .email
        case .formula(_, let computed): return isAddress(computed)
        case .call(.coalesce, let operands), .call(.min, let operands), .call(.max, let operands):
            return areAddresses(operands)
        case .call(.choose, let operands): return areAddresses(Array(operands.dropFirst()))
        default: return false
        }
    }

    private static func areAddresses(_ operands: [QueryExpression]) -> Bool {
        let open = operands.filter { !$0.isConstant }
        return !open.isEmpty && open.allSatisfy(isAddress)
    }

    /// How many computations of dates and durations stand inside one another: each becomes a subquery.
    private func spanDepth(_ expression: QueryExpression) -> Int {
        switch expression.node {
        case .call(let function, let operands):
            (function == .shift || function == .elapse ? 1 : 0) + (operands.map(spanDepth).max() ?? 0)
        case .arithmetic(_, let left, let right):
            (expression.type == .duration ? 1 : 0) + max(spanDepth(left), spanDepth(right))
        case .scaled(let operand, _), .not(let operand), .formula(_, let operand): spanDepth(operand)
        case .comparison(_, let left, let right): max(spanDepth(left), spanDepth(right))
        case .and(let operands), .or(let operands): operands.map(spanDepth).max() ?? 0
        case .constant, .context, .attribute, .membership, .related, .under: 0
        }
    }

    /// A text that says a duration, as one: OData 4.01 lets `duration` in front of the quote be left out.
    func asDuration(_ operand: QueryExpression) -> QueryExpression {
        guard case .constant(.text(let text)) = operand.node, let span = TimeSpan(text) else { return operand }
        return QueryExpression(.constant(.duration(span)), .duration)
    }
}

extension ValueType {
    /// Whether it is a date, an instant or a duration.
    var isTemporal: Bool { self == .date || self == .instant || self == .duration }
}
