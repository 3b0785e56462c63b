/// Reads the text of a pattern.
///
/// The language is the part of XML Schema's regular expressions (XML Schema 1.1 part 2, appendix G) that people use for
/// codes and numbers: always the whole text, without captures, back references and looking around.
struct PatternParser {
    /// Groups within groups.
    static let depthLimit = 40
    /// The greatest number in braces.
    static let countLimit = 1000

    private let scalars: [Unicode.Scalar]
    private let offsets: [Int]
    private var index = 0
    private var depth = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var offset = 0
        var offsets: [Int] = []
        for scalar in scalars {
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        self.offsets = offsets + [offset]
    }

    static func parse(_ text: String) throws(PatternError) -> PatternNode {
        var parser = PatternParser(text)
        let node = try parser.alternatives()
        if parser.current == ")" {
            throw parser.error("there is no '(' for this ')'", hint: #"write \) for a literal parenthesis"#)
        }
        return node
    }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private func error(_ message: String, hint: String? = nil, at place: Int? = nil) -> PatternError {
        PatternError(at: offsets[place ?? index], message, hint: hint)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        index += 1
        return true
    }

    // MARK: Structure

    private mutating func alternatives() throws(PatternError) -> PatternNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = current, scalar != "|", scalar != ")" { parts.append(try quantified(try atom())) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        let start = index
        guard let scalar = current else { throw error("expected a character here") }
        index += 1
        switch scalar {
        case ".": return .set(.any)
        case "[": return .set(try characterClass(from: start))
        case "(": return try group(from: start)
        case "\\": return .set(try escape(from: start))
        case "?", "*", "+", "{":
            throw error(
                "there is nothing before '\(scalar)' that it could repeat",
                hint: "write \\\(scalar) for the literal character", at: start)
        case "^", "$":
            throw error(
                "'\(scalar)' is not needed: a pattern always describes the whole text",
                hint: "leave it out, or write \\\(scalar) for the literal character", at: start)
        case "]", "}":
            throw error(
                "this '\(scalar)' closes nothing", hint: "write \\\(scalar) for the literal character",
                at: start)
        default: return .set(ScalarSet(scalar))
        }
    }

    private mutating func group(from start: Int) throws(PatternError) -> PatternNode {
        if current == "?" {
            throw error(
                "groups that begin with '(?' are not supported",
                hint: "write (…): groups only group; lookaround and captures are not supported")
        }
        guard depth < Self.depthLimit else {
            throw error("groups are nested more than \(Self.depthLimit) deep", at: start)
        }
        depth += 1
        defer { depth -= 1 }
        let inner = try alternatives()
        guard take(")") else {
            throw error("this '(' is not closed", hint: #"write ), or \( for a literal parenthesis"#, at: start)
        }
        return inner
    }

    // MARK: Repetition

    private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
        let bounds: (Int, Int?)
        switch current {
        case "?": bounds = (0, 1)
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "{": bounds = try counts()
        default: return node
        }
        index += 1
        if let next = current, ["?", "*", "+", "{"].contains(next) {
            throw error(
                "'\(next)' repeats something that is already repeated",
                hint: "put the first repetition in parentheses: (…)\(next)")
        }
        return .repeated(node, minimum: bounds.0, maximum: bounds.1)
    }

    /// `{3}`, `{3,}` or `{1,3}`; stops at the closing brace.
    private mutating func counts() throws(PatternError) -> (Int, Int?) {
        let start = index
        index += 1
        guard let minimum = try number() else { throw unreadable(start) }
        var maximum: Int? = minimum
        if take(",") { maximum = try number() }
        guard current == "}" else { throw unreadable(start) }
        if let maximum, maximum < minimum {
            throw error("the first number is greater than the second", hint: "swap the two", at: start)
        }
        return (minimum, maximum)
    }

    private func unreadable(_ start: Int) -> PatternError {
        error(
            "these braces do not hold a number of repetitions",
            hint: #"write {3}, {3,} or {1,3}, or \{ for a literal brace"#, at: start)
    }

    private mutating func number() throws(PatternError) -> Int? {
        let start = index
        var value = 0
        while let scalar = current, ("0"..."9").contains(scalar) {
            value = min(value * 10 + Int(scalar.value - 0x30), Self.countLimit + 1)
            index += 1
        }
        guard index > start else { return nil }
        guard value <= Self.countLimit else {
            throw error("nothing can be repeated more than \(Self.countLimit) times", at: start)
        }
        return value
    }

    // MARK: Characters

    private mutating func escape(from start: Int) throws(PatternError) -> ScalarSet {
        guard let scalar = current else {
            throw error(#"a character is missing after '\'"#, hint: #"write \\ for the literal character"#, at: start)
        }
        index += 1
        switch scalar {
        case "d": return .digits
        case "w": return .wordCharacters
        case "s": return .blanks
        case "D": return negated(.digits)
        case "W": return negated(.wordCharacters)
        case "S": return negated(.blanks)
        case "n": return ScalarSet("\n")
        case "r": return ScalarSet("\r")
        case "t": return ScalarSet("\t")
        case "p", "P": return ScalarSet(try property(isNegated: scalar == "P", from: start))
        case _ where Self.punctuation.contains(scalar): return ScalarSet(scalar)
        default:
            let isDigit = ("0"..."9").contains(scalar)
            throw error(
                #"'\\#(scalar)' has no meaning"#,
                hint: isDigit
                    ? "captures are not supported, so nothing can refer back to one"
                    : #"known: \d \w \s \D \W \S \p{…} \P{…} \n \r \t and \ before punctuation"#, at: start)
        }
    }

    private func negated(_ set: ScalarSet) -> ScalarSet { ScalarSet(set.ranges, isNegated: true) }

    private mutating func property(isNegated: Bool, from start: Int) throws(PatternError) -> ScalarSet.Property {
        var name = ""
        let isOpen = take("{")
        while isOpen, let scalar = current, scalar != "}" {
            name.unicodeScalars.append(scalar)
            index += 1
        }
        guard isOpen, take("}"), ScalarSet.propertyNames.contains(name) else {
            throw error(
                name.isEmpty ? "the name of a character property is missing" : "there is no property '\(name)'",
                hint: #"write \p{L} for letters; known: \#(ScalarSet.propertyNames.joined(separator: ", "))"#,
                at: start)
        }
        return ScalarSet.Property(name: name, isNegated: isNegated)
    }

    /// What follows `[`.
    private mutating func characterClass(from start: Int) throws(PatternError) -> ScalarSet {
        var set = ScalarSet()
        let isNegated = take("^")
        let first = index
        while true {
            guard let scalar = current else {
                throw error("this '[' is not closed", hint: #"write ], or \[ for a literal bracket"#, at: start)
            }
            if scalar == "]" {
                guard index > first else {
                    throw error(
                        "these brackets are empty", hint: #"write \] for a literal bracket"#, at: start)
                }
                index += 1
                set.isNegated = isNegated
                return set
            }
            try member(of: &set, first: first)
        }
    }

    private mutating func member(of set: inout ScalarSet, first: Int) throws(PatternError) {
        let start = index
        let lower = try classCharacter()
        // A hyphen at the end of the brackets is one.
        guard current == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else { return set.insert(lower) }
        guard let from = lower.single else {
            throw error(
                "a range cannot begin with several characters", hint: #"write \- for a literal hyphen"#, at: start)
        }
        index += 1
        guard let through = try classCharacter().single else {
            throw error(
                "a range cannot end with several characters", hint: #"write \- for a literal hyphen"#, at: start)
        }
        guard from <= through else {
            throw error("the range ends before it begins", hint: "swap the two", at: start)
        }
        set.insert(from...through)
    }

    private mutating func classCharacter() throws(PatternError) -> ScalarSet {
        let start = index
        guard let scalar = current else { throw error("a character is missing") }
        index += 1
        if scalar == "\\" { return try escape(from: start) }
        if scalar == "[" {
            throw error("brackets cannot contain brackets", hint: #"write \[ for a literal bracket"#, at: start)
        }
        return ScalarSet(scalar)
    }

    private static let punctuation: Set<Unicode.Scalar> = Set("\\|.-^$?*+{}()[]/#&%,:;_~!\"'@=<> ".unicodeScalars)
}

extension ScalarSet {
    /// The one character that it accepts; nil where there are several.
    fileprivate var single: UInt32? {
        guard !isNegated, properties.isEmpty, ranges.count == 1, ranges[0].count == 1 else { return nil }
        return ranges[0].lowerBound
    }
}
