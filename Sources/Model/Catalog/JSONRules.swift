/// What JSON attributes accept: an object or a list, within limits, in canonical form.
public enum JSONRules {
    /// Bytes of the canonical text.
    public static let largestSize = 65_536
    /// Objects and lists inside one another.
    public static let deepest = 32

    /// A text is read as JSON; what it says, and everything else, must be an object or a list. So no text is ever taken for
    /// another one, however often a value is written and read.
    static func json(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        var value = value
        if case .text(let text) = value {
            do {
                value = try DataValue(json: text, maximumDepth: deepest)
            } catch {
                if error.reason == .tooDeep { throw tooDeep() }
                throw Refusal.Problem(
                    "KTR-R140",
                    LocalizedText(
                        "this is not valid JSON: \(error.message.english)",
                        german: "das ist kein gültiges JSON: \(error.message[.german])"))
            }
        }
        switch value {
        case .object, .list: break
        default:
            throw Refusal.Problem(
                "KTR-R141",
                LocalizedText(
                    "\(value.shown) is neither an object nor a list",
                    german: "\(value.shown) ist weder ein Objekt noch eine Liste"),
                hint: LocalizedText(
                    "write it as JSON in braces or brackets, for example {\"size\": 3}",
                    german: "als JSON in geschweiften oder eckigen Klammern angeben, zum Beispiel {\"size\": 3}"))
        }
        guard depth(of: value) <= deepest else { throw tooDeep() }
        let canonical = canonical(value)
        let size = canonical.json.count
        guard size <= largestSize else {
            throw Refusal.Problem(
                "KTR-R142",
                LocalizedText(
                    "the JSON has \(size) bytes, at most \(largestSize) are allowed",
                    german: "das JSON hat \(size) Bytes, höchstens \(largestSize) sind erlaubt"))
        }
        return .json(canonical)
    }

    private static func tooDeep() -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R142",
            LocalizedText(
                "the JSON is nested more than \(deepest) levels deep",
                german: "das JSON ist mehr als \(deepest) Ebenen tief verschachtelt"))
    }

    private static func depth(of value: DataValue) -> Int {
        switch value {
        case .list(let elements): 1 + (elements.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth(of: $0.value) }.max() ?? 0)
        default: 0
        }
    }

    /// Members by name, numbers without an exponent wherever their digits allow it, and none with zeros at its end: what is
    /// equal to a reader of JSON is equal.
    private static func canonical(_ value: DataValue) -> DataValue {
        switch value {
        case .list(let elements): return .list(elements.map(canonical))
        case .object(let members):
            return .object(
                members.map { DataValue.Member($0.name, canonical($0.value)) }.sorted {
                    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
                })
        case .decimal(let number): return plain(number)
        case .number(let number):
            let written = number.description
            return (ExactDecimal(written) ?? ExactDecimal(scientific: written)).map(plain) ?? value
        default: return value
        }
    }

    private static func plain(_ number: ExactDecimal) -> DataValue {
        let short = number.shortened
        return short.scale == 0 ? .integer(short.unscaled) : .decimal(short)
    }
}
