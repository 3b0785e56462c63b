import Model

extension Binder {
    func comparison(
        _ comparison: Comparison, _ left: SyntaxNode, _ right: SyntaxNode, at start: Int
    ) throws(QueryError) -> QueryExpression {
        let (boundLeft, boundRight) = alike(try bind(left), try bind(right))
        let type = try common(boundLeft, boundRight, at: right.start)
        if !standsForChoice(right) { try checkName(boundRight, of: boundLeft, at: right.start) }
        if !standsForChoice(left) { try checkName(boundLeft, of: boundRight, at: left.start) }
        try checkChoice(left, right)
        try checkChoice(right, left)
        if comparison.isOrdering {
            switch type {
            case .boolean, .record, .names, .json, .point:
                throw error(
                    "KTR-Q122", start,
                    LocalizedText(
                        "\(type.name.english) has no order, so '\(comparison.rawValue)' cannot compare it",
                        german:
                            "Für \(type.name[.german]) gibt es keine Reihenfolge; „\(comparison.rawValue)“ geht nicht"),
                    hint: LocalizedText("use eq or ne", german: "Verwenden Sie eq oder ne"))
            default: break
            }
        }
        if let condition = stateCondition(comparison, boundLeft, boundRight)
            ?? placeCondition(comparison, boundLeft, boundRight)
            ?? placeCondition(comparison, (left, boundLeft), (right, boundRight))
        {
            return condition
        }
        try checkPlaces(comparison, boundLeft, boundRight, at: start)
        return QueryExpression(
            .comparison(comparison, aligned(boundLeft, to: type), aligned(boundRight, to: type)), .boolean)
    }

    /// Two choices, or states, have places in two lists: which is behind the other cannot be said.
    private func checkPlaces(
        _ comparison: Comparison, _ left: QueryExpression, _ right: QueryExpression, at start: Int
    ) throws(QueryError) {
        guard comparison.isOrdering, case .attribute(let one) = left.node, case .attribute(let other) = right.node,
            places(of: one) != nil || places(of: other) != nil
        else { return }
        throw error(
            "KTR-Q670", start,
            LocalizedText(
                "'\(comparison.rawValue)' compares a choice or a state with a name, not with an attribute",
                german:
                    "„\(comparison.rawValue)“ vergleicht Auswahlen und Zustände mit einem Namen, nicht mit einem Attribut"
            ),
            hint: LocalizedText("write the name in quotes", german: "Schreiben Sie den Namen in Hochkommas"))
    }

    func membership(_ operand: SyntaxNode, _ list: [SyntaxNode]) throws(QueryError) -> QueryExpression {
        let value = try bind(operand)
        var items: [QueryExpression] = []
        var type = value.type
        for item in list {
            let bound = alike(value, try bind(item)).1
            guard bound.isConstant else {
                throw error(
                    "KTR-Q127", item.start,
                    LocalizedText(
                        "the list after 'in' may hold only values, not attributes",
                        german: "Die Liste nach „in“ enthält nur Werte, keine Attribute"))
            }
            let fitting = try common(QueryExpression(value.node, type), bound, at: item.start)
            if type == .null || fitting.scale != nil { type = fitting }
            if !standsForChoice(item) { try checkName(bound, of: value, at: item.start) }
            try checkChoice(operand, item)
            items.append(bound)
        }
        if let condition = stateMembership(value, items) { return condition }
        return QueryExpression(
            .membership(aligned(value, to: type), items.map { aligned($0, to: type) }), .boolean)
    }

    /// The type in which two operands are compared.
    private func common(
        _ left: QueryExpression, _ right: QueryExpression, at start: Int
    ) throws(QueryError) -> ValueType {
        if let type = left.type.common(with: right.type) { return type }
        throw error(
            "KTR-Q122", start,
            LocalizedText(
                "\(left.type.name.english) cannot be compared with \(right.type.name.english)",
                german: "\(left.type.name[.german]) lässt sich nicht mit \(right.type.name[.german]) vergleichen"),
            hint: mismatchHint(left.type, right.type))
    }

    func mismatchHint(_ left: ValueType, _ right: ValueType) -> LocalizedText? {
        switch (left, right) {
        case (.names, _), (_, .names):
            LocalizedText(
                "ask for one of the choices: tags/any(t: t eq 'vip'), or for none at all: tags eq null",
                german:
                    "Fragen Sie nach einer der Auswahlen: tags/any(t: t eq 'vip'), oder nach gar keiner: tags eq null")
        case (.json, _), (_, .json):
            LocalizedText(
                "JSON can only be compared with null; keep what you need to find in a separate attribute",
                german:
                    "JSON lässt sich nur mit null vergleichen; was gefunden werden soll, gehört in ein eigenes Attribut"
            )
        case (.duration, _), (_, .duration):
            LocalizedText(
                "write durations as duration'PT1H30M', or take the seconds with totalseconds(…)",
                german: "Dauern schreibt man duration'PT1H30M'; die Sekunden liefert totalseconds(…)")
        case (.time, _), (_, .time):
            LocalizedText(
                "write times without quotes: 09:30:00; get the time of an instant with time(…)",
                german: "Uhrzeiten stehen ohne Hochkommas: 09:30:00; die eines Zeitpunkts liefert time(…)")
        case (.point, _), (_, .point):
            LocalizedText(
                "write places as geography'SRID=4326;Point(7.46 51.51)', or compare a distance: geo.distance(…) lt 1000",
                german:
                    "Orte schreibt man geography'SRID=4326;Point(7.46 51.51)'; oder vergleichen Sie eine Entfernung: geo.distance(…) lt 1000"
            )
        case (.instant, .date), (.date, .instant):
            LocalizedText(
                "get the day of the instant with date(…), or write a time: 2026-11-22T00:00:00Z",
                german: "Den Tag des Zeitpunkts liefert date(…); oder schreiben Sie eine Uhrzeit: 2026-11-22T00:00:00Z")
        case (.text, .integer), (.text, .decimal), (.text, .date), (.text, .instant):
            LocalizedText("put texts in single quotes", german: "Texte stehen in einfachen Hochkommas")
        case (_, .text), (.text, _):
            LocalizedText(
                "put only texts, choices and states in quotes; write numbers, dates, ids, true and false without quotes",
                german:
                    "Nur Texte, Auswahlen und Zustände stehen in Hochkommas; Zahlen, Daten, IDs, true und false ohne")
        default: nil
        }
    }

    /// Brings a number to the scale in which it is compared or computed.
    func aligned(_ operand: QueryExpression, to type: ValueType) -> QueryExpression {
        guard let from = operand.type.scale, let to = type.scale, to > from else { return operand }
        if case .constant(.integer(let value)) = operand.node, let scaled = scaledInteger(value, power: to - from) {
            return QueryExpression(.constant(.integer(scaled)), type)
        }
        return QueryExpression(.scaled(operand, power: to - from), type)
    }

    /// A text compared with a choice or a state must be one of its names.
    private func checkName(
        _ value: QueryExpression, of named: QueryExpression, at start: Int
    ) throws(QueryError) {
        guard case .constant(.text(let written)) = value.node, case .attribute(let path) = named.node else { return }
        let (names, kind): ([String], LocalizedText)
        switch path.attribute.type {
        case .choice(let options):
            names = options.options.map(\.name)
            kind = LocalizedText("an option", german: "Option")
        case .state(let chart):
            guard let states = catalog.states(ofChart: chart) else { return }
            names = states.names
            kind = LocalizedText("a state", german: "Zustand")
        default: return
        }
        try check(written, among: names, of: path, kind, at: start)
    }

    /// So many of the names that are possible stand in a message.
    private static let mostNamed = 20

    func check(
        _ written: String, among names: [String], of path: AttributePath, _ kind: LocalizedText, at start: Int
    ) throws(QueryError) {
        guard !names.contains(written) else { return }
        let allowed = shortList(names, most: Self.mostNamed)
        let near = nearestName(to: written, among: names)
        throw error(
            "KTR-Q123", start,
            LocalizedText(
                "'\(written)' is not \(kind.english) of '\(path.text)'; allowed: \(allowed)",
                german: "„\(written)“ ist bei „\(path.text)“ nicht vorgesehen (\(kind[.german])); erlaubt: \(allowed)"),
            hint: near.map { LocalizedText("did you mean '\($0)'?", german: "Meinten Sie „\($0)“?") })
    }
}

/// A number times ten to a power; nil when it leaves 64 bits.
func scaledInteger(_ value: Int64, power: Int) -> Int64? {
    var result = value
    for _ in 0..<power {
        let (product, overflow) = result.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        result = product
    }
    return result
}
