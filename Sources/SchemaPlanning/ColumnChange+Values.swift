public import Model
import SQLText

extension ColumnChange {
    /// What becomes of one value: the same under the new type, or why it has none.
    ///
    ///     change.converted(.text("12"))     // .success(.integer(12)) for text → integer
    ///     change.converted(.text("about")) // .failure: 'about' is not a whole number
    public func converted(_ value: AttributeValue) -> Result<AttributeValue, Refusal.Problem> {
        guard !value.isNull else { return empty }
        if from.kind == .state, to.kind == .state { return state(value) }
        if from.kind == .targetType, to.kind == .targetType { return entityType(value) }
        if case .instant(let instant) = value, to.kind == .date {
            let local = zone.local(instant)
            guard zone.instant(of: LocalTime(local.date)) == instant else { return .failure(Self.timeOfDay(instant)) }
            return .success(.date(local.date))
        }
        let sent = element(value) ?? sent(value)
        // What a record holds it keeps, a retired option too.
        return type.coerce(sent, of: to.name, keeping: type.retiredOptions).flatMap { converted in
            if let problem = problem(ofAmount: converted) { return .failure(problem) }
            if let problem = loss(of: value, becoming: converted) { return .failure(problem) }
            if let problem = constraints.problem(with: converted, of: to.name) { return .failure(problem) }
            return converted.isNull ? empty : .success(converted)
        }
    }

    /// A text that becomes a number and would come back as another text: zeros before it, a plus, zeros at its end.
    private func loss(of value: AttributeValue, becoming converted: AttributeValue) -> Refusal.Problem? {
        guard case .text(let text) = value, to.kind.isNumber else { return nil }
        let back: String
        switch converted {
        case .integer(let number): back = String(number)
        case .decimal(let number):
            // Zeros behind the point come and go with the declared digits.
            guard let written = ExactDecimal(text), !text.hasPrefix("+"), written.description == text,
                written.shortened.description == number.shortened.description
            else { return Self.otherText(text, number.description) }
            return nil
        default: return nil
        }
        return back == NormalText.of(text) ? nil : Self.otherText(text, back)
    }

    private static func otherText(_ text: String, _ back: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-P109",
            LocalizedText(
                "'\(text)' would come back as '\(back)'", german: "„\(text)“ käme als „\(back)“ zurück"),
            hint: LocalizedText(
                "keep it as text, because every character matters",
                german: "lassen Sie es einen Text, denn es kommt auf die Zeichen an"))
    }

    private var empty: Result<AttributeValue, Refusal.Problem> {
        if let fill { return .success(fill) }
        guard becomesRequired else { return .success(.null) }
        return .failure(
            Refusal.Problem(
                "KTR-P110", attribute: to.name,
                LocalizedText(
                    "has no value, but one is now required", german: "hat keinen Wert, braucht jetzt aber einen")))
    }

    private func entityType(_ value: AttributeValue) -> Result<AttributeValue, Refusal.Problem> {
        let name = value.displayText
        guard to.options?.contains(name) == false else { return .success(value) }
        return .failure(
            Refusal.Problem(
                "KTR-P105", attribute: to.name,
                LocalizedText(
                    "it leads to a record of '\(name)', which is no longer allowed",
                    german: "es führt zu einem Datensatz von „\(name)“; das ist nicht mehr erlaubt")))
    }

    private func state(_ value: AttributeValue) -> Result<AttributeValue, Refusal.Problem> {
        guard case .text(let text) = value, let states = to.options else { return .success(value) }
        let written = text.split(separator: " ").map(String.init)
        let names = written.map { states.contains($0) ? $0 : formerStates[$0] ?? $0 }
        guard let name = names.first(where: { !states.contains($0) }) else {
            // What stands side by side stands in the order of the chart.
            return .success(names == written ? value : .text(states.filter(names.contains).joined(separator: " ")))
        }
        return .failure(
            Refusal.Problem(
                "KTR-P105", attribute: to.name,
                LocalizedText(
                    "'\(name)' is no longer a state of the chart (k:was=\"\(name)\" says which one it is now)",
                    german: "„\(name)“ ist kein Zustand des Ablaufs mehr (k:was=\"\(name)\" sagt, welcher es jetzt ist)"
                )))
    }

    /// The value as the new type takes it from a client: the declared conversions are those of coercion, and few more.
    private func sent(_ value: AttributeValue) -> DataValue {
        let isText = to.type == .text && to.kind != .date
        switch value {
        case .boolean(let flag):
            switch to.kind {
            case .integer: return .integer(flag ? 1 : 0)
            case .choice:
                let names = flag ? ["true", "yes"] : ["false", "no"]
                return .text(names.first { to.options?.contains($0) == true } ?? names[0])
            default: return isText ? .text(flag ? "true" : "false") : .boolean(flag)
            }
        case .integer(let number):
            if to.kind == .boolean, number == 0 || number == 1 { return .boolean(number == 1) }
            return isText ? .text(String(number)) : .integer(number)
        case .decimal(let number): return isText ? .text(number.description) : .decimal(number)
        case .text(let text):
            guard to.kind == .boolean else { return .text(text) }
            return .text(["yes": "true", "no": "false", "1": "true", "0": "false"][text.lowercased()] ?? text)
        case .date(let date) where to.kind == .instant:
            return .text(zone.instant(of: LocalTime(date)).description)
        default: return DataValue(value)
        }
    }

    private static func timeOfDay(_ instant: Instant) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-P109",
            LocalizedText(
                "\(instant) has a time of day, which a date cannot keep",
                german: "\(instant) hat eine Uhrzeit, die ein Datum nicht behalten kann"))
    }
}
