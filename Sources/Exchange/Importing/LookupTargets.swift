import Model

/// What lookup columns refer to: ids by cell text, asked of the store once per distinct text.
struct LookupTargets {
    private enum Target {
        case found(RecordID)
        /// Made by the batch that is being written.
        case making(RecordID)
        case several
        case missing
    }

    /// Texts of one lookup that are remembered; beyond it all are asked for again.
    private static let remembered = 100_000

    private let lookups: [RowTranslator.Lookup]
    private var targets: [[String: Target]]
    private var failures: [[String: Refusal]]
    private var made: [(lookup: Int, text: String)] = []

    init(_ lookups: [RowTranslator.Lookup]) {
        self.lookups = lookups
        targets = Array(repeating: [:], count: lookups.count)
        failures = Array(repeating: [:], count: lookups.count)
    }

    /// Asks for all texts of some rows that are not known yet.
    mutating func find(
        _ rows: [[String?]], in destination: any ImportDestination, as principal: Principal
    ) throws {
        for (index, lookup) in lookups.enumerated() {
            if targets[index].count > Self.remembered { targets[index].removeAll() }
            var unknown: Set<String> = []
            for row in rows { if let text = row[index], targets[index][text] == nil { unknown.insert(text) } }
            guard !unknown.isEmpty else { continue }
            var textsByValue: [AttributeValue: [String]] = [:]
            for text in unknown {
                targets[index][text] = .missing
                if case .success(let value) = lookup.match.attribute.type.coerce(.text(text)), !value.isNull {
                    textsByValue[value, default: []].append(text)
                }
            }
            let found = try destination.records(
                of: lookup.match.target, where: lookup.match.attribute, isOneOf: Array(textsByValue.keys),
                as: principal)
            for record in found {
                for text in textsByValue[record[lookup.match.attribute.name]] ?? [] {
                    if case .found = targets[index][text] {
                        targets[index][text] = .several
                    } else {
                        targets[index][text] = .found(record.id)
                    }
                }
            }
        }
    }

    /// The target that a text refers to, where it is there already.
    func known(_ lookup: Int, _ text: String) -> RecordID? {
        switch targets[lookup][text] {
        case .found(let id), .making(let id): id
        default: nil
        }
    }

    /// The target that a text refers to, and whether it has yet to be made.
    ///
    /// - Throws: `KTR-I164` where there is none and none may be made, `KTR-I165` where there are several.
    mutating func target(
        of lookup: Int, _ text: String, makingIDsWith ids: any IDSource
    ) throws(RowTranslator.Problem) -> (id: RecordID, isNew: Bool) {
        let match = lookups[lookup].match
        switch targets[lookup][text] {
        case .found(let id), .making(let id): return (id, false)
        case .several:
            throw problem(
                lookup, "KTR-I165",
                LocalizedText(
                    "several \(match.target.pluralLabel.english) have the \(match.attribute.name) '\(text)'",
                    german: "mehrere \(match.target.pluralLabel[.german]) haben als \(match.attribute.name) „\(text)“"))
        case .missing, nil:
            guard match.createsMissing else {
                throw problem(
                    lookup, "KTR-I164",
                    LocalizedText(
                        "there is no \(match.target.label.english) whose \(match.attribute.name) is '\(text)'",
                        german:
                            "es gibt kein Objekt „\(match.target.label[.german])“ mit \(match.attribute.name) „\(text)“"
                    ))
            }
            let id = ids.next()
            targets[lookup][text] = .making(id)
            made.append((lookup, text))
            return (id, true)
        }
    }

    mutating func fail(_ lookup: Int, _ text: String, because refusal: Refusal) {
        failures[lookup][text] = refusal
    }

    /// Why a target that one of these texts refers to could not be made, and the column; nil where all were.
    func failure(among references: [String?]) -> (column: String, Refusal)? {
        for (index, text) in references.enumerated() {
            if let text, let refusal = failures[index][text] { return (lookups[index].column, refusal) }
        }
        return nil
    }

    /// Ends a batch: what it made is there from now on, unless it failed or was only tried.
    mutating func settle(keepingMade: Bool) {
        for (lookup, text) in made {
            guard case .making(let id) = targets[lookup][text] else { continue }
            targets[lookup][text] = keepingMade && failures[lookup][text] == nil ? .found(id) : nil
        }
        made.removeAll()
        for index in failures.indices { failures[index].removeAll() }
    }

    private func problem(_ lookup: Int, _ code: String, _ message: LocalizedText) -> RowTranslator.Problem {
        RowTranslator.Problem(column: lookups[lookup].column, problem: Refusal.Problem(code, message))
    }
}
