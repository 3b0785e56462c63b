import Model

extension Binder {
    func call(_ name: SyntaxNode.Name, _ arguments: [SyntaxNode]) throws(QueryError) -> QueryExpression {
        let written = name.text.lowercased()
        if let value = QueryExpression.ContextValue(rawValue: written) {
            guard arguments.isEmpty else { throw wrongCount(name, "\(written)()") }
            switch value {
            case .now: return QueryExpression(.context(.now), .instant)
            case .today: return QueryExpression(.context(.today), .date)
            case .me: return QueryExpression(.context(.me), .record(entity: nil))
            }
        }
        if written == "under" { return try under(name, arguments) }
        guard let function = Function(written: written), function.isCallable else {
            let known =
                ["under"] + Function.allCases.filter(\.isCallable).map(\.rawValue)
                + QueryExpression.ContextValue.allCases.map(\.rawValue)
            throw error(
                "KTR-Q130", name.start,
                LocalizedText(
                    "there is no function '\(name.text)'", german: "Es gibt keine Funktion „\(name.text)“"),
                hint: suggestion(for: written, among: known))
        }
        return try bind(function, name, arguments)
    }

    private func bind(
        _ function: Function, _ name: SyntaxNode.Name, _ arguments: [SyntaxNode]
    ) throws(QueryError) -> QueryExpression {
        func count(_ allowed: ClosedRange<Int>) throws(QueryError) {
            guard allowed.contains(arguments.count) else { throw wrongCount(name, function.signature) }
        }
        switch function {
        case .contains, .startswith, .endswith:
            try count(2...2)
            return QueryExpression(.call(function, Self.sought(try texts(arguments, of: function))), .boolean)
        case .tolower, .toupper, .trim, .fold:
            try count(1...1)
            return QueryExpression(.call(function, try texts(arguments, of: function)), .text)
        case .length:
            try count(1...1)
            return QueryExpression(.call(function, try texts(arguments, of: function)), .integer)
        case .concat:
            try count(2...Self.largestCount)
            return QueryExpression(.call(function, try texts(arguments, of: function)), .text)
        case .indexof:
            try count(2...2)
            return QueryExpression(.call(function, Self.sought(try texts(arguments, of: function))), .integer)
        case .substring:
            try count(2...3)
            var bound = try texts([arguments[0]], of: function)
            for argument in arguments.dropFirst() {
                bound.append(try operand(argument, of: function) { $0 == .integer })
            }
            return QueryExpression(.call(function, bound), .text)
        case .year, .month, .day, .weekday:
            try count(1...1)
            let bound = try operand(arguments[0], of: function) { $0 == .date || $0 == .instant }
            return QueryExpression(.call(function, [day(of: bound)]), .integer)
        case .hour, .minute, .second:
            try count(1...1)
            let bound = try operand(arguments[0], of: function) { $0 == .instant || $0 == .time }
            return QueryExpression(.call(function, [bound]), .integer)
        case .time:
            try count(1...1)
            let bound = try operand(arguments[0], of: function) { $0 == .instant }
            return QueryExpression(.call(function, [bound]), .time)
        case .totalseconds:
            try count(1...1)
            let bound = asDuration(try bind(arguments[0]))
            guard bound.type == .duration || bound.type == .null else {
                throw misfit(bound, arguments[0], of: function)
            }
            return QueryExpression(.call(function, [bound]), .decimal(scale: 3))
        case .distance:
            try count(2...2)
            var places: [QueryExpression] = []
            for argument in arguments { places.append(try operand(argument, of: function) { $0 == .point }) }
            return QueryExpression(.call(function, places), .decimal(scale: 3))
        case .shift, .elapse, .includes: throw wrongCount(name, function.signature)
        case .date:
            try count(1...1)
            return day(of: try operand(arguments[0], of: function) { $0 == .date || $0 == .instant })
        case .days, .months, .years:
            try count(2...2)
            var bound: [QueryExpression] = []
            for argument in arguments {
                bound.append(day(of: try operand(argument, of: function) { $0 == .date || $0 == .instant }))
            }
            return QueryExpression(.call(function, bound), .integer)
        case .adddays, .addmonths:
            try count(2...2)
            let moment = try operand(arguments[0], of: function) {
                $0 == .date || $0 == .instant && function == .adddays
            }
            let number = try operand(arguments[1], of: function) { $0 == .integer }
            return QueryExpression(.call(function, [moment, number]), moment.type == .null ? .date : moment.type)
        case .round, .floor, .ceiling:
            try count(1...2)
            return try rounded(by: function, arguments)
        case .choose:
            try count(3...3)
            return try alternative(arguments)
        case .coalesce, .min, .max:
            try count(2...Self.largestCount)
            return try oneOf(arguments, function, at: name.start)
        case .abs:
            try count(1...1)
            let bound = try number(arguments[0])
            return QueryExpression(.call(function, [bound]), bound.type)
        case .text:
            try count(1...1)
            let bound = try operand(arguments[0], of: function) {
                $0.scale != nil || $0 == .date || $0 == .text
            }
            return QueryExpression(.call(function, [bound]), .text)
        }
    }

    /// Values that one call takes at most: SQLite allows 100 arguments of a function.
    private static let largestCount = 50

    private func day(of operand: QueryExpression) -> QueryExpression {
        operand.type == .instant ? QueryExpression(.call(.date, [operand]), .date) : operand
    }

    private func texts(_ arguments: [SyntaxNode], of function: Function) throws(QueryError) -> [QueryExpression] {
        var result: [QueryExpression] = []
        for argument in arguments { result.append(try operand(argument, of: function) { $0 == .text }) }
        return result
    }

    func operand(
        _ syntax: SyntaxNode, of function: Function, fits: (ValueType) -> Bool
    ) throws(QueryError) -> QueryExpression {
        let bound = try bind(syntax)
        guard fits(bound.type) || bound.type == .null else { throw misfit(bound, syntax, of: function) }
        return bound
    }

    private func misfit(_ bound: QueryExpression, _ syntax: SyntaxNode, of function: Function) -> QueryError {
        error(
            "KTR-Q132", syntax.start,
            LocalizedText(
                "\(bound.type.name.english) does not fit here: \(function.signature)",
                german: "\(bound.type.name[.german]) passt hier nicht: \(function.signature)"))
    }

    private func wrongCount(_ name: SyntaxNode.Name, _ signature: String) -> QueryError {
        error(
            "KTR-Q131", name.start,
            LocalizedText(
                "wrong number of values: \(signature)", german: "Falsche Anzahl von Werten: \(signature)"))
    }
}
