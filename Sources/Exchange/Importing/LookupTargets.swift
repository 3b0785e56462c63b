import Model

/// What lookup columns refer to: ids by cell text, asked of the store once per distinct text.
///
/// Texts are told apart as people would (``word(_:_:)``), and columns that lead to the same attribute of the same entity type share what
/// is known; so nothing is made twice that nobody could tell apart.
struct LookupTargets {
    /// A record that a text refers to.
    struct Target {
        var id: RecordID
        /// The request that makes it; nil where it is there.
        var making: WriteRequest?
    }

    private enum Knowledge {
        case found(RecordID)
        /// Made by the group that first needs it; in a dry run by each batch anew.
        case making(Target)
        case several
        case missing
    }

    /// Where lookups lead that share what is known.
    private struct Place: Hashable {
        var entity: String
        var attribute: String
    }

    /// Texts of one place that are remembered; beyond it all are asked for again.
    private static let remembered = 100_000

    private let lookups: [RowTranslator.Lookup]
    private var known: [Place: [String: Knowledge]] = [:]
    /// What is not known for good before the batch has been written.
    private var unsettled: [(place: Place, word: String)] = []

    /// Lookups of what a lookup makes, by its position.
    private let inside: [Int: [Int]]

    init(_ lookups: [RowTranslator.Lookup]) {
        self.lookups = lookups
        inside = lookups.indices.reduce(into: [:]) { inside, position in
            if case .target(let parent) = lookups[position].owner { inside[parent, default: []].append(position) }
        }
    }

    /// What a text means to the attribute by which a target is found: `A@B.de` and `a@b.de` are one address, `07` and `7` one number.
    static func word(_ text: String, _ match: ImportMap.Match) -> String {
        let word = tidied(text)
        // Texts mean what they say; this is asked for every row.
        if case .text = match.attribute.type { return word }
        guard case .success(let value) = match.attribute.type.coerce(.text(word)), !value.isNull else { return word }
        return value.displayText
    }

    private func place(_ lookup: Int) -> Place {
        let match = lookups[lookup].match
        return Place(entity: match.target.name, attribute: match.attribute.name)
    }

    /// Asks for all texts of some rows that are not known yet.
    mutating func find(
        _ rows: [[String?]], in destination: any ImportDestination, as principal: Principal
    ) throws {
        var unknown: [Place: Set<String>] = [:]
        for (index, _) in lookups.enumerated() {
            let place = place(index)
            for row in rows { if let text = row[index] { unknown[place, default: []].insert(text) } }
        }
        for (index, lookup) in lookups.enumerated() {
            let place = place(index)
            guard let texts = unknown.removeValue(forKey: place) else { continue }
            var knowledge = known.removeValue(forKey: place) ?? [:]
            if knowledge.count > Self.remembered { knowledge.removeAll() }
            var wordsByValue: [AttributeValue: Set<String>] = [:]
            for text in texts {
                let word = Self.word(text, lookup.match)
                if let entry = knowledge[word] {
                    guard case .missing = entry else { continue }
                } else {
                    knowledge[word] = .missing
                    unsettled.append((place, word))
                }
                // As it is written too: what is there may have the same odd blanks.
                for written in Set([word, tidied(text), trimmed(text)]) {
                    guard case .success(let value) = lookup.match.attribute.type.coerce(.text(written)), !value.isNull
                    else { continue }
                    wordsByValue[value, default: []].insert(word)
                }
            }
            if !wordsByValue.isEmpty {
                let found = try destination.records(
                    of: lookup.match.target, where: [lookup.match.attribute],
                    areOneOf: wordsByValue.keys.map { [$0] }, as: principal)
                for record in found {
                    for word in wordsByValue[record[lookup.match.attribute.name]] ?? [] {
                        if case .found(let other) = knowledge[word], other != record.id {
                            knowledge[word] = .several
                        } else if case .several = knowledge[word] {
                            continue
                        } else {
                            knowledge[word] = .found(record.id)
                        }
                    }
                }
            }
            known[place] = knowledge
        }
    }

    /// The target that a text refers to, where it is there already.
    func known(_ lookup: Int, _ text: String) -> RecordID? {
        switch known[place(lookup)]?[Self.word(text, lookups[lookup].match)] {
        case .found(let id): id
        case .making(let target): target.id
        default: nil
        }
    }

    /// The target that a text refers to, with the request that makes it where it has yet to be made.
    ///
    /// - Parameter request: makes the request for a record of an id with these values.
    /// - Throws: `KTR-I164` where there is none and none may be made, `KTR-I165` where there are several.
    mutating func target(
        of lookup: Int, _ text: String, makingIDsWith ids: any IDSource,
        request: (EntityType, RecordID, [String: DataValue]) -> WriteRequest
    ) throws(RowTranslator.Problem) -> Target {
        let match = lookups[lookup].match
        let (place, word) = (place(lookup), Self.word(text, match))
        switch known[place]?[word] {
        case .found(let id): return Target(id: id)
        case .making(let target): return target
        case .several: throw several(lookup, text)
        case .missing, nil:
            guard match.createsMissing else { throw missing(lookup, text) }
            let id = ids.next()
            var values: [String: DataValue] = [match.attribute.name: .text(word)]
            for (attribute, text) in match.values { values[attribute] = .text(text) }
            for position in inside[lookup] ?? [] where values[lookups[position].attribute] == nil {
                guard let text = lookups[position].fixed, let found = try reference(position, text) else { continue }
                values[lookups[position].attribute] = .text(found.description)
            }
            let target = Target(id: id, making: request(match.target, id, values))
            known[place, default: [:]][word] = .making(target)
            unsettled.append((place, word))
            return target
        }
    }

    /// What a lookup of a target leads to, which is never made; nil where another of its entity types has it.
    private func reference(_ position: Int, _ text: String) throws(RowTranslator.Problem) -> RecordID? {
        let lookup = lookups[position]
        if let found = known(position, text) { return found }
        let isElsewhere = lookups.indices.contains { other in
            lookups[other].owner == lookup.owner && lookups[other].attribute == lookup.attribute
                && known(other, text) != nil
        }
        if isElsewhere { return nil }
        if case .several = known[place(position)]?[Self.word(text, lookup.match)] {
            throw several(position, text)
        }
        throw missing(position, text)
    }

    /// Ends a batch: what it made is there from now on; what it did not make is asked for again, and so is what was missing.
    ///
    /// - Parameter made: the records that it made; nil for a dry run, whose next batch makes them again.
    mutating func settle(made: Set<RecordID>?) {
        for (place, word) in unsettled {
            switch known[place]?[word] {
            case .missing: known[place]?[word] = nil
            case .making(let target):
                if let made { known[place]?[word] = made.contains(target.id) ? .found(target.id) : nil }
            default: continue
            }
        }
        unsettled.removeAll()
    }

    private func several(_ lookup: Int, _ text: String) -> RowTranslator.Problem {
        let match = lookups[lookup].match
        return problem(
            lookup, "KTR-I165",
            LocalizedText(
                "several \(match.target.pluralLabel.english) have the \(match.attribute.name) '\(tidied(text))'",
                german:
                    "mehrere \(match.target.pluralLabel[.german]) haben als \(match.attribute.name) „\(tidied(text))“"
            ))
    }

    private func missing(_ lookup: Int, _ text: String) -> RowTranslator.Problem {
        let match = lookups[lookup].match
        return problem(
            lookup, "KTR-I164",
            LocalizedText(
                "there is no \(match.target.label.english) whose \(match.attribute.name) is '\(tidied(text))'",
                german:
                    "es gibt kein Objekt „\(match.target.label[.german])“ mit \(match.attribute.name) „\(tidied(text))“"
            ))
    }

    private func problem(_ lookup: Int, _ code: String, _ message: LocalizedText) -> RowTranslator.Problem {
        let lookup = lookups[lookup]
        return RowTranslator.Problem(
            column: lookup.column, problem: Refusal.Problem(code, attribute: lookup.attribute, message))
    }
}
