import Model

/// Reads `<formula>` and `<rollup>`.
enum DerivedReader {
    static func formula(_ reader: ElementReader, _ findings: inout Findings) -> AttributeDeclaration.Detail? {
        guard let expression = reader.value("value"),
            let name = reader.oneOf("type", results, &findings), let result = result(name.value, reader, &findings)
        else { return nil }
        return .formula(result: result, expression: expression)
    }

    private static let results = [
        "text", "integer", "decimal", "money", "boolean", "date", "instant", "time", "duration",
    ]

    private static func result(
        _ name: String, _ reader: ElementReader, _ findings: inout Findings
    ) -> AttributeType? {
        switch name {
        case "text": return .text(maximumLength: nil, isLong: false)
        case "integer": return .integer(minimum: nil, maximum: nil)
        case "decimal":
            let scale = reader.number("scale", in: 0...9, &findings) ?? 2
            return .decimal(scale: Int(scale), minimum: nil, maximum: nil)
        case "money": return MoneyReader.read(reader, &findings).map { .money($0) }
        case "boolean": return .boolean
        case "date": return .date
        case "instant": return .instant
        case "time": return .time(minimum: nil, maximum: nil)
        default: return .duration(minimum: nil, maximum: nil)
        }
    }

    static func rollup(_ reader: ElementReader, _ findings: inout Findings) -> AttributeDeclaration.Detail? {
        guard let inverse = reader.value("of") else { return nil }
        let written = RollupRules.Function.allCases.filter { reader.value($0.rawValue) != nil }
        guard let function = written.first, written.count == 1 else {
            findings.error(
                "KTR-D250", written.isEmpty ? "<rollup> does not say what to compute" : "<rollup> computes two things",
                hint: "write one of count=\"true\", sum, min, max or average with the name of an attribute",
                at: reader.location)
            return nil
        }
        if function == .count { _ = reader.oneOf("count", ["true"], &findings) }
        return .rollup(
            RollupDeclaration(
                function: function, inverse: inverse,
                attribute: function == .count ? nil : reader.value(function.rawValue),
                condition: reader.value("where")))
    }
}
