import Model
import XMLDocuments

/// Reads what an attribute's element demands of its values beyond their type.
enum ConstraintsReader {
    static func read(
        _ reader: ElementReader, name: String, isPersonal: Bool, _ findings: inout Findings
    ) -> ConstraintsDeclaration {
        var result = ConstraintsDeclaration()
        if reader.shape.children.contains("message") { readForm(reader, name, into: &result, &findings) }
        if ["rank", "rowid"].contains(name), reader.shape.attributes.contains("search"),
            reader.value("search")?.value == "true"
        {
            findings.error(
                "KTR-D233",
                "an attribute called '\(name)' cannot be searched: the full-text index already uses this name",
                hint: "choose another name; was=\"\(name)\" keeps its values",
                at: reader.value("search")?.location ?? reader.location)
        }
        if reader.flag("unique", &findings) { result.unique = reader.value("unique")?.location }
        result.requiredStates = reader.words("required-in")
        result.requiredRoles = reader.words("required-for")
        result.defaultExpression = reader.value("default-expression")
        if result.defaultExpression != nil, let constant = reader.value("default") {
            findings.error(
                "KTR-D228", "'\(name)' has both a default and an expression for it",
                hint: "remove default or default-expression", at: constant.location)
        }
        readPersonal(reader, name, isPersonal, into: &result, &findings)
        return result
    }

    /// The least length of a text, against the greatest.
    static func checkLengths(_ reader: ElementReader, _ maximum: Int64, _ findings: inout Findings) {
        guard let written = reader.value("min"), let minimum = Int64(written.value), minimum > maximum else { return }
        findings.error("KTR-D140", "min is greater than max", hint: "swap the two", at: written.location)
    }

    // MARK: The form of a text

    private static func readForm(
        _ reader: ElementReader, _ name: String, into result: inout ConstraintsDeclaration, _ findings: inout Findings
    ) {
        if reader.shape.attributes.contains("min") {
            result.minimumLength = reader.number("min", in: 1...1_000_000, &findings).map(Int.init)
        }
        result.message = reader.texts("message", fallback: nil, &findings)
        guard let written = reader.value("pattern") else {
            if let first = reader.children(["message"]).first {
                findings.error(
                    "KTR-D221", "'\(name)' has a message, but no pattern for it to explain",
                    hint: "add pattern=\"…\", or write the text into <help>", at: first.location)
            }
            return
        }
        do throws(PatternError) {
            result.pattern = try TextPattern(written.value)
        } catch {
            findings.error(
                "KTR-D220", "the pattern of '\(name)' cannot be read: \(error.message)", hint: error.hint,
                at: written.location.movedRight(by: error.byteOffset))
        }
    }

    // MARK: Personal data

    private static func readPersonal(
        _ reader: ElementReader, _ name: String, _ isPersonal: Bool, into result: inout ConstraintsDeclaration,
        _ findings: inout Findings
    ) {
        let basis = reader.oneOf("legal-basis", LegalBasis.allCases.map(\.rawValue), &findings)
        result.legalBasis = basis.flatMap { LegalBasis(rawValue: $0.value) }
        result.purpose = reader.texts("purpose", fallback: nil, &findings)
        let retention = reader.value("retention")
        result.retention = retention.flatMap { RetentionPeriod($0.value) }
        if let retention, result.retention == nil {
            findings.error(
                "KTR-D231", "retention=\"\(retention.value)\" is not a period",
                hint: "write a number of days, months or years: \"10 years\"", at: retention.location)
        }
        guard !isPersonal else {
            if reader.value("legal-basis") == nil {
                findings.warning(
                    "KTR-D230", "'\(name)' is personal data, but has no legal basis for processing it",
                    hint:
                        "add legal-basis=\"…\": one of \(LegalBasis.allCases.map(\.rawValue).joined(separator: ", "))",
                    at: reader.value("personal")?.location ?? reader.location)
            }
            return
        }
        for place in [basis?.location, retention?.location, reader.children(["purpose"]).first?.location] {
            guard let place else { continue }
            findings.error(
                "KTR-D229", "'\(name)' has properties of personal data but is not personal",
                hint: "add personal=\"true\"", at: place)
        }
    }
}
