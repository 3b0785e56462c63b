import Model

extension Attribute {
    /// What is demanded of its values beyond their type, in the words of the definition language.
    var demands: [String] {
        var result: [String] = []
        if isRequired { result.append("required") }
        if !constraints.requiredStates.isEmpty {
            result.append("required in \(constraints.requiredStates.joined(separator: " "))")
        }
        if !constraints.requiredRoles.isEmpty {
            result.append("required for \(constraints.requiredRoles.joined(separator: " "))")
        }
        if constraints.isUnique { result.append("unique") }
        if isImmutable { result.append("immutable") }
        if let minimum = constraints.minimumLength { result.append("at least \(minimum) characters") }
        if let pattern = constraints.pattern { result.append("matching \(pattern.source)") }
        if let value = defaultValue { result.append("default \(value.displayText)") }
        if let expression = defaultExpression { result.append("default \(expression)") }
        if isSearchable { result.append("searched") }
        if let personal { result += personal.words }
        return result
    }
}

extension Attribute.PersonalData {
    fileprivate var words: [String] {
        var result = ["personal data of \(subject ?? "the record itself")"]
        result.append(legalBasis.map { "legal basis \($0.rawValue)" } ?? "no legal basis")
        if let purpose { result.append("for \(purpose.english)") }
        if let retention { result.append("kept for \(retention)") }
        return result
    }
}
