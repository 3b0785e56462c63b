import Model

/// A map bound to the columns of one text: turns a row into what shall be written.
///
/// Everything that is the same for all rows (positions, conversions, constants) is worked out once.
struct RowTranslator {
    /// A row in the words of the entity type.
    struct Translation {
        var values: [String: DataValue]
        /// The cell of each lookup column, in the order of ``lookups``; nil where it is empty.
        var references: [String?]
        var events: [(name: String, values: [String: DataValue])]
        /// Columns whose cells were cleaned.
        var cleaned: Int
    }

    struct Lookup {
        var column: String
        var attribute: String
        var match: ImportMap.Match
    }

    /// What is wrong with a row, with the column where one is to blame.
    struct Problem: Error {
        var column: String?
        var problem: Refusal.Problem
    }

    /// A class, so that going over the columns of each row copies none of what they hold.
    private final class BoundColumn: Sendable {
        let column: ImportMap.Column
        let index: Int
        let keepsLines: Bool
        /// Positions in ``RowTranslator/lookups``; several where a lookup may lead to several entity types.
        let lookups: [Int]
        /// The column that says which of them is meant.
        let typeIndex: Int?

        init(_ column: ImportMap.Column, at index: Int, lookups: [Int], typeIndex: Int?) {
            self.column = column
            self.index = index
            self.lookups = lookups
            self.typeIndex = typeIndex
            keepsLines = if case .text(_, isLong: true) = column.attribute.type { true } else { false }
        }
    }

    private enum Piece {
        case literal(String)
        case cell(Int)
    }

    private struct BoundComposition {
        var attribute: String
        var conversion: CellConversion
        var pattern: [Piece]
        var otherwise: [Piece]?
    }

    private struct BoundEvent {
        var event: ImportMap.Event
        var index: Int?
        var accepted: Set<String>?
        var literals: [String: DataValue]
        var cells: [(attribute: String, index: Int)]
    }

    let lookups: [Lookup]
    /// The column that sets the key.
    let keyColumn: String?
    private let columns: [BoundColumn]
    private let compositions: [BoundComposition]
    private let events: [BoundEvent]
    private let constants: [String: DataValue]
    /// The zone of the file's local times.
    private let zone: Zone

    /// Finds the map's columns in a header.
    ///
    /// - Throws: one diagnostic that names all columns that are missing, `KTR-I151`.
    init(_ map: ImportMap, header: [String], zone: Zone) throws(DiagnosticsError) {
        self.zone = zone
        var indexes = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
        let missing = map.requiredColumns.filter { indexes[$0.name] == nil }
        if let first = missing.first {
            let names = missing.map { "'\($0.name)'" }.joined(separator: ", ")
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-I151", "the file has no \(missing.count == 1 ? "column" : "columns") \(names)",
                    hint: suggestion(first.name, header)
                        ?? "it has \(header.map { "'\($0)'" }.joined(separator: ", ")); "
                        + "mark a column that may be missing with optional=\"true\"", at: first.location)
            ])
        }
        var lookups: [Lookup] = []
        var columns: [BoundColumn] = []
        for column in map.columns {
            guard let index = indexes[column.name] else { continue }
            let first = lookups.count
            for match in column.matches {
                lookups.append(Lookup(column: column.name, attribute: column.attribute.name, match: match))
            }
            columns.append(
                BoundColumn(
                    column, at: index, lookups: Array(first..<lookups.count),
                    typeIndex: column.typeColumn.flatMap { indexes[$0] }))
        }
        func pieces(_ pattern: TitlePattern) -> [Piece] {
            pattern.parts.map { part in
                switch part {
                case .literal(let text): .literal(text)
                case .attribute(let name): .cell(indexes[name] ?? .max)
                }
            }
        }
        compositions = map.compositions.map {
            BoundComposition(
                attribute: $0.attribute.name, conversion: .usual(for: $0.attribute.type), pattern: pieces($0.pattern),
                otherwise: $0.otherwise.map(pieces))
        }
        events = map.events.map { event in
            var bound = BoundEvent(event: event, literals: [:], cells: [])
            switch event.condition {
            case .always: break
            case .filled(let column): bound.index = indexes[column]
            case .oneOf(let column, let accepted): (bound.index, bound.accepted) = (indexes[column], accepted)
            }
            for (attribute, source) in event.values {
                switch source {
                case .literal(let text): bound.literals[attribute] = .text(text)
                case .column(let name): bound.cells.append((attribute, indexes[name] ?? .max))
                }
            }
            return bound
        }
        constants = Dictionary(map.constants.map { ($0.attribute, .text($0.value)) }, uniquingKeysWith: { $1 })
        keyColumn = map.columns.first { $0.attribute.name == map.key }?.name
        indexes.removeAll()
        self.lookups = lookups
        self.columns = columns
    }

    /// Columns of the text that the map neither reads nor ignores.
    static func unusedColumns(of header: [String], in map: ImportMap) -> [String] {
        let used = Set(map.requiredColumns.map(\.name)).union(map.columns.map(\.name)).union(map.ignored)
        return header.filter { !used.contains($0) && !RefusedRow.addedColumns.contains($0) }
    }

    /// Translates one row.
    ///
    /// - Throws: the first problem of the row.
    func translate(_ row: CSVRow) throws(Problem) -> Translation {
        var result = Translation(
            values: constants, references: Array(repeating: nil, count: lookups.count), events: [], cleaned: 0)
        result.values.reserveCapacity(constants.count + columns.count + compositions.count)
        for bound in columns {
            guard let text = text(of: bound, in: row, &result.cleaned) else { continue }
            if !bound.lookups.isEmpty {
                for lookup in try meant(bound, row) { result.references[lookup] = text }
            } else {
                do {
                    try set(bound.column, text, in: &result.values)
                } catch {
                    throw Problem(column: bound.column.name, problem: error)
                }
            }
        }
        for composition in compositions {
            if let text = composed(composition.pattern, row) ?? composition.otherwise.flatMap({ composed($0, row) }) {
                do {
                    result.values[composition.attribute] = try composition.conversion.convert(text, in: zone)
                } catch {
                    throw Problem(column: nil, problem: error)
                }
            }
        }
        for bound in events where isMeant(bound, row) {
            var values = bound.literals
            for (attribute, index) in bound.cells where !row.isEmpty(index) {
                values[attribute] = .text(trimmed(row.text(index)))
            }
            result.events.append((bound.event.name, values))
        }
        return result
    }

    /// The lookups whose entity type a row means: the one that its column names, or all of them.
    private func meant(_ bound: BoundColumn, _ row: CSVRow) throws(Problem) -> [Int] {
        guard let index = bound.typeIndex, !row.isEmpty(index) else { return bound.lookups }
        let written = trimmed(row.text(index))
        let word = written.lowercased()
        let found = bound.lookups.filter { position in
            let target = lookups[position].match.target
            let labels = [target.label.english, target.label[.german]].map { $0.lowercased() }
            return ([target.name, target.setName] + labels).contains(word)
        }
        guard found.isEmpty else { return found }
        let names = bound.lookups.map { lookups[$0].match.target.name }.joined(separator: ", ")
        throw Problem(
            column: bound.column.typeColumn,
            problem: Refusal.Problem(
                "KTR-I171",
                LocalizedText(
                    "'\(written)' is none of the entity types \(names)",
                    german: "„\(written)“ ist keiner der Entitätstypen \(names)")))
    }

    /// Sets the attribute of a column, and with an amount the currency that stands beside it.
    private func set(
        _ column: ImportMap.Column, _ text: String, in values: inout [String: DataValue]
    ) throws(Refusal.Problem) {
        let name = column.attribute.name
        guard case .amount(let conversion) = column.conversion else {
            values[name] = try column.conversion.convert(text, in: zone)
            return
        }
        let (amount, currency) = try conversion.convert(text, in: zone)
        values[name] = amount
        if let currency, conversion.rules.fixedCurrency == nil {
            values[MoneyRules.currencyName(of: name)] = .text(currency)
        }
    }

    /// The cell after trimming, cleaning and mapping; nil where it means "no value".
    private func text(of bound: BoundColumn, in row: CSVRow, _ cleanedCells: inout Int) -> String? {
        let column = bound.column
        guard !row.isEmpty(bound.index) else { return column.defaultValue }
        var text = row.text(bound.index)
        if column.isTrimmed { text = trimmed(text) }
        if column.isCleaned, let clean = cleaned(text, keepsLines: bound.keepsLines) {
            text = clean
            cleanedCells += 1
        }
        if text.isEmpty || column.emptyTokens.contains(text) { return column.defaultValue }
        if !column.values.isEmpty, let value = column.values[text] { return value.isEmpty ? nil : value }
        return text
    }

    private func composed(_ pieces: [Piece], _ row: CSVRow) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .cell(let index):
                let cell = trimmed(row.text(index))
                if cell.isEmpty { return nil }
                text += cleaned(cell, keepsLines: false) ?? cell
            }
        }
        return text
    }

    private func isMeant(_ bound: BoundEvent, _ row: CSVRow) -> Bool {
        guard let index = bound.index else { return true }
        guard let accepted = bound.accepted else { return !row.isEmpty(index) }
        return accepted.contains(trimmed(row.text(index)))
    }
}
