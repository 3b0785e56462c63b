public import Model

/// The system query options of OData (OData 4.01 part 2 §5.1): which there are, and which of them are done.
public enum SystemQueryOption {
    /// Those that are done, without their `$`.
    public static let known = [
        "filter", "search", "orderby", "top", "skip", "select", "count", "skiptoken", "format",
    ]
    private static let unsupported = [
        "expand", "apply", "compute", "levels", "index", "deltatoken", "id", "schemaversion",
    ]

    /// The option without its `$`, which OData 4.01 lets be left out, in lower case; nil where a name is that of no system
    /// option.
    ///
    /// - Throws: `KTR-Q140` for an unknown name with `$`, `KTR-Q141` for an option that is not done.
    public static func name(of written: String) throws(Refusal) -> String? {
        if written.hasPrefix("@") { throw notSupported("parameter aliases (\(written.prefix(40)))") }
        let isPrefixed = written.hasPrefix("$")
        let bare = (isPrefixed ? String(written.dropFirst()) : written).lowercased()
        if known.contains(bare) { return bare }
        guard isPrefixed else { return nil }
        if unsupported.contains(bare) { throw notSupported("$\(bare)") }
        throw Refusal(
            .malformed, "KTR-Q140",
            LocalizedText(
                "there is no query option '\(written.prefix(60))'",
                german: "Es gibt keine Abfrageoption „\(written.prefix(60))“"),
            hint: suggestion(for: "$" + bare.prefix(60), among: known.map { "$" + $0 }))
    }

    /// The system options among others, each at most once.
    ///
    /// - Parameter pairs: names and values, percent-decoded.
    /// - Throws: also `KTR-Q143` for one that is given twice.
    public static func values(
        of pairs: [(name: String, value: String)]
    ) throws(Refusal) -> (values: [String: String], others: [(name: String, value: String)]) {
        var values: [String: String] = [:]
        var others: [(name: String, value: String)] = []
        for (name, value) in pairs {
            guard let option = try Self.name(of: name) else {
                others.append((name, value))
                continue
            }
            guard values.updateValue(value, forKey: option) == nil else {
                throw Refusal(
                    .malformed, "KTR-Q143",
                    LocalizedText("$\(option) is given twice", german: "$\(option) kommt zweimal vor"))
            }
        }
        return (values, others)
    }

    /// A whole number.
    ///
    /// - Parameter option: its name for messages: `$top`.
    public static func number(_ text: String, _ option: String, limit: Int) throws(Refusal) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(text), number <= limit
        else {
            let most = limit == .max ? "" : " ≤ \(limit)"
            throw Refusal(
                .malformed, "KTR-Q142",
                LocalizedText(
                    "\(option) must be a whole number\(most), not '\(text.prefix(40))'",
                    german: "\(option) muss eine ganze Zahl\(most) sein, nicht „\(text.prefix(40))“"))
        }
        return number
    }

    /// True or false.
    public static func boolean(_ text: String, _ option: String) throws(Refusal) -> Bool {
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default:
            throw Refusal(
                .malformed, "KTR-Q142",
                LocalizedText("\(option) must be true or false", german: "\(option) muss true oder false sein"))
        }
    }

    private static func notSupported(_ what: String) -> Refusal {
        let list = known.map { "$" + $0 }.joined(separator: ", ")
        return Refusal(
            .malformed, "KTR-Q141",
            LocalizedText("\(what) is not supported", german: "\(what) wird nicht unterstützt"),
            hint: LocalizedText("supported: \(list)", german: "Unterstützt: \(list)"))
    }
}
