import Model

extension Binder {
    /// `if(condition, value, other value)`: both values are of one type.
    func alternative(_ arguments: [SyntaxNode]) throws(QueryError) -> QueryExpression {
        let condition = try condition(arguments[0])
        let (chosen, other) = (try bind(arguments[1]), try bind(arguments[2]))
        let type = try together([chosen, other], Array(arguments[1...]), .choose)
        return QueryExpression(
            .call(.choose, [condition, aligned(chosen, to: type), aligned(other, to: type)]), type)
    }

    /// `coalesce`, `min`, `max`: all values are of one type.
    func oneOf(
        _ arguments: [SyntaxNode], _ function: Function, at start: Int
    ) throws(QueryError) -> QueryExpression {
        var bound: [QueryExpression] = []
        for argument in arguments { bound.append(try bind(argument)) }
        let type = try together(bound, arguments, function)
        guard function == .coalesce || type.hasOrder else {
            throw error(
                "KTR-Q122", start,
                LocalizedText(
                    "\(type.name.english) has no order, so '\(function.rawValue)' cannot choose one",
                    german: "Für \(type.name[.german]) gibt es keine Reihenfolge; „\(function.rawValue)“ geht nicht"),
                hint: LocalizedText("use if(…) or coalesce(…)", german: "Verwenden Sie if(…) oder coalesce(…)"))
        }
        return QueryExpression(.call(function, bound.map { aligned($0, to: type) }), type)
    }

    /// Rounding to whole numbers, or to so many digits after the point.
    func rounded(by function: Function, _ arguments: [SyntaxNode]) throws(QueryError) -> QueryExpression {
        let bound = try number(arguments[0])
        guard arguments.count == 2 else { return rounded(bound, to: 0, by: function) }
        guard case .literal(.integer(let digits)) = arguments[1].kind, (0...18).contains(digits) else {
            throw error(
                "KTR-Q132", arguments[1].start,
                LocalizedText(
                    "expected a number of digits from 0 to 18 here: \(function.signature)",
                    german: "Hier fehlt eine Zahl von Nachkommastellen von 0 bis 18: \(function.signature)"))
        }
        return rounded(bound, to: Int(digits), by: function)
    }

    /// The number with at most so many digits after the point.
    func rounded(_ number: QueryExpression, to scale: Int, by function: Function = .round) -> QueryExpression {
        guard let from = number.type.scale, from > scale else { return number }
        return QueryExpression(.call(function, [number]), scale == 0 ? .integer : .decimal(scale: scale))
    }

    /// The one type of several values.
    private func together(
        _ values: [QueryExpression], _ arguments: [SyntaxNode], _ function: Function
    ) throws(QueryError) -> ValueType {
        var type = ValueType.null
        for (value, argument) in zip(values, arguments) {
            guard let common = type.common(with: value.type) else {
                throw error(
                    "KTR-Q132", argument.start,
                    LocalizedText(
                        "\(value.type.name.english) and \(type.name.english) cannot be combined: \(function.signature)",
                        german:
                            "\(value.type.name[.german]) passt nicht zu \(type.name[.german]): \(function.signature)"
                    ), hint: mismatchHint(type, value.type))
            }
            type = common
        }
        return type
    }
}
