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
        var events: [Event]
        /// Columns whose cells were cleaned.
        var cleaned = 0
        /// Everything that could not be translated.
        var faults: [Problem] = []
    }

    /// An event that a row asks for.
    struct Event {
        /// Which of the map's events it is.
        var number: Int
        var name: String
        var values: [String: DataValue]
        var occasion: ImportMap.Event.Occasion
        /// States in which a record that was there is left alone.
        var unless: Set<String>
    }

    struct Lookup {
        /// What a lookup is an attribute of.
        enum Owner: Hashable {
            case row
            /// One of the map's events, in whose step it is set.
            case event(Int)
            /// What another lookup makes, by its position.
            case target(Int)
        }

        /// The column that says what it leads to, where one does.
        var column: String?
        var attribute: String
        var match: ImportMap.Match
        var owner = Owner.row
        /// What it leads to in every row, where the map says so.
        var fixed: String?
    }

    /// What is wrong with a row, with the column where one is to blame.
    struct Problem: Error {
        var column: String?
        var problem: Refusal.Problem

        /// Whether it is about letters that cannot be read any more.
        var hasLostLetters: Bool { problem.code == "KTR-I564" }

        var fault: RefusedRow.Fault {
            RefusedRow.Fault(column: column, code: problem.code, reason: problem.message)
        }
    }

    /// What a cell says.
    private enum Cell {
        /// Nothing, so that a record keeps what it has.
        case empty
        /// That there is no value.
        case noValue
        case text(String)
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
        /// Positions in ``RowTranslator/lookups``.
        var lookups: Range<Int>
    }

    private struct BoundEvent {
        var event: ImportMap.Event
        var index: Int?
        var accepted: Set<String>?
        var literals: [String: DataValue]
        var cells: [Cell]
        /// Lookups that lead to the same record in every row, by position.
        var fixed: Range<Int>

        struct Cell {
            var attribute: String
            var column: String
            var index: Int
            var conversion: CellConversion
            /// Positions in ``RowTranslator/lookups``; empty for what is no lookup, or is written as an id.
            var lookups: Range<Int>
        }
    }

    let lookups: [Lookup]
    private let columns: [BoundColumn]
    private let compositions: [BoundComposition]
    private let events: [BoundEvent]
    private let constants: [String: DataValue]
    /// Lookups of records that lead to the same record in every row, by position.
    private let fixed: [Int]
    /// Lookups of what other lookups make, by position.
    private let ofTargets: [(position: Int, parent: Int)]
    /// Whose clocks showed the local times.
    private let zone: Zone

    /// Finds the map's columns in a header.
    ///
    /// - Throws: one diagnostic that names all columns that are missing, `KTR-I151`.
    init(_ map: ImportMap, header: [String], zone: Zone) throws(DiagnosticsError) {
        self.zone = zone
        let named = header.enumerated().filter { !$1.isEmpty }.map { ($1, $0) }
        let indexes = Dictionary(named, uniquingKeysWith: { first, _ in first })
        let missing = map.requiredColumns.filter { indexes[$0.name] == nil }
        if let first = missing.first {
            let names = shortList(missing.map { "'\($0.name)'" })
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-I151", "the file has no \(missing.count == 1 ? "column" : "columns") \(names)",
                    hint: suggestion(first.name, header)
                        ?? "it has \(shortList(named.map { "'\($0.0)'" })); "
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
            let own = first..<lookups.count
            columns.append(
                BoundColumn(
                    column, at: index, lookups: Array(own), typeIndex: column.typeColumn.flatMap { indexes[$0] }))
            for parent in own {
                for set in column.matches[parent - first].lookups {
                    for match in set.matches {
                        lookups.append(
                            Lookup(
                                column: column.name, attribute: set.attribute, match: match, owner: .target(parent),
                                fixed: set.text))
                    }
                }
            }
        }
        /// The positions of further lookups.
        func add(
            _ attribute: String, _ matches: [ImportMap.Match], column: String? = nil, _ owner: Lookup.Owner = .row,
            fixed: String? = nil
        ) -> Range<Int> {
            let first = lookups.count
            lookups += matches.map {
                Lookup(column: column, attribute: attribute, match: $0, owner: owner, fixed: fixed)
            }
            return first..<lookups.count
        }
        func pieces(_ pattern: TitlePattern) -> [Piece] {
            pattern.parts.map { part in
                switch part {
                case .literal(let text): .literal(text)
                case .attribute(let name): .cell(indexes[tidied(name)] ?? .max)
                }
            }
        }
        compositions = map.compositions.map {
            BoundComposition(
                attribute: $0.attribute.name, conversion: .usual(for: $0.attribute.type), pattern: pieces($0.pattern),
                otherwise: $0.otherwise.map(pieces), lookups: add($0.attribute.name, $0.matches))
        }
        events = map.events.enumerated().map { number, event in
            var bound = BoundEvent(event: event, literals: [:], cells: [], fixed: 0..<0)
            switch event.condition {
            case .always: break
            case .filled(let column): bound.index = indexes[column]
            case .oneOf(let column, let accepted): (bound.index, bound.accepted) = (indexes[column], accepted)
            }
            let first = lookups.count
            for value in event.values {
                guard case .literal(let text) = value.source else { continue }
                if value.matches.isEmpty { bound.literals[value.attribute] = .text(text) }
                _ = add(value.attribute, value.matches, .event(number), fixed: text)
            }
            bound.fixed = first..<lookups.count
            for value in event.values {
                guard case .column(let name) = value.source else { continue }
                bound.cells.append(
                    BoundEvent.Cell(
                        attribute: value.attribute, column: name, index: indexes[name] ?? .max,
                        conversion: value.conversion,
                        lookups: add(value.attribute, value.matches, column: name, .event(number))))
            }
            return bound
        }
        fixed = map.constants.flatMap { add($0.attribute, $0.matches, fixed: $0.value) }
        constants = Dictionary(
            map.constants.filter(\.matches.isEmpty).map { ($0.attribute, .text($0.value)) }, uniquingKeysWith: { $1 })
        ofTargets = lookups.enumerated().compactMap { position, lookup in
            if case .target(let parent) = lookup.owner { (position, parent) } else { nil }
        }
        self.lookups = lookups
        self.columns = columns
    }

    /// Columns of the text that the map neither reads nor ignores.
    static func unusedColumns(of header: [String], in map: ImportMap) -> [String] {
        let used = Set(map.requiredColumns.map(\.name)).union(map.columns.map(\.name)).union(map.ignored)
            .union(map.columns.compactMap(\.typeColumn))
        return header.filter { !$0.isEmpty && !used.contains($0) && !RefusedRow.addedColumns.contains($0) }
    }

    /// Translates one row; what cannot be translated is among its faults.
    func translate(_ row: CSVRow) -> Translation {
        var result = Translation(
            values: constants, references: Array(repeating: nil, count: lookups.count), events: [])
        result.values.reserveCapacity(constants.count + columns.count + compositions.count)
        for bound in columns {
            do throws(Problem) {
                try take(bound, row, &result)
            } catch {
                result.faults.append(error)
            }
        }
        for position in fixed { result.references[position] = lookups[position].fixed }
        for composition in compositions {
            if let text = composed(composition.pattern, row) ?? composition.otherwise.flatMap({ composed($0, row) }) {
                do throws(Refusal.Problem) {
                    if text.unicodeScalars.contains("\u{FFFD}") { throw Self.lostLetters(text) }
                    guard composition.lookups.isEmpty else {
                        for position in composition.lookups { result.references[position] = text }
                        continue
                    }
                    result.values[composition.attribute] = try composition.conversion.convert(text, in: zone)
                } catch {
                    result.faults.append(Self.problem(nil, composition.attribute, error))
                }
            }
        }
        for (number, bound) in events.enumerated() where isMeant(bound, row) {
            var values = bound.literals
            for position in bound.fixed { result.references[position] = lookups[position].fixed }
            for cell in bound.cells where !row.isBlank(cell.index) {
                do throws(Refusal.Problem) {
                    let text = withoutTextFormula(trimmed(row.text(cell.index)))
                    if text.unicodeScalars.contains("\u{FFFD}") { throw Self.lostLetters(text) }
                    for position in cell.lookups { result.references[position] = text }
                    if cell.lookups.isEmpty { values[cell.attribute] = try cell.conversion.convert(text, in: zone) }
                } catch {
                    result.faults.append(Self.problem(cell.column, cell.attribute, error))
                }
            }
            let event = bound.event
            result.events.append(
                Event(
                    number: number, name: event.name, values: values, occasion: event.occasion, unless: event.unless))
        }
        for (position, parent) in ofTargets where result.references[parent] != nil {
            result.references[position] = lookups[position].fixed
        }
        return result
    }

    private static func problem(_ column: String?, _ attribute: String, _ problem: Refusal.Problem) -> Problem {
        var blamed = problem
        blamed.attribute = attribute
        return Problem(column: column, problem: blamed)
    }

    private func take(_ bound: BoundColumn, _ row: CSVRow, _ result: inout Translation) throws(Problem) {
        let name = bound.column.attribute.name
        var meant: String?
        do throws(Refusal.Problem) {
            switch try cell(of: bound, in: row, &result.cleaned) {
            case .empty: return
            case .noValue: result.values[name] = .null
            case .text(let text) where bound.lookups.isEmpty: try set(bound.column, text, in: &result.values)
            case .text(let text): meant = text
            }
        } catch {
            throw Self.problem(bound.column.name, name, error)
        }
        guard let meant else { return }
        for lookup in try self.meant(bound, row) { result.references[lookup] = meant }
    }

    /// What a column's cell holds, as it is written; nil where nothing sets the attribute from one column.
    func cell(setting attribute: String, in cells: [String]) -> (column: String, text: String, isConverted: Bool)? {
        guard let bound = columns.first(where: { $0.column.attribute.name == attribute }) else {
            // Set in the step of an event.
            guard let cell = events.lazy.flatMap(\.cells).first(where: { $0.attribute == attribute }) else {
                return nil
            }
            let text = cells.indices.contains(cell.index) ? trimmed(cells[cell.index]) : ""
            let isConverted = if case .none = cell.conversion { false } else { true }
            return (cell.column, text, isConverted)
        }
        let isConverted = if case .none = bound.column.conversion { false } else { true }
        let text = cells.indices.contains(bound.index) ? trimmed(cells[bound.index]) : ""
        return (bound.column.name, text, isConverted)
    }

    /// The lookups whose entity type a row means: the one that its column names, or all of them.
    private func meant(_ bound: BoundColumn, _ row: CSVRow) throws(Problem) -> [Int] {
        guard let index = bound.typeIndex, !row.isBlank(index) else { return bound.lookups }
        let written = trimmed(row.text(index))
        let word = folded(written)
        let found = bound.lookups.filter { position in
            let target = lookups[position].match.target
            let labels = ([target.label.english] + target.label.others.values).map(folded)
            return ([target.name, target.setName] + labels).contains(word)
        }
        guard found.isEmpty else { return found }
        let names = shortList(bound.lookups.map { lookups[$0].match.target.name })
        throw Problem(
            column: bound.column.typeColumn,
            problem: Refusal.Problem(
                "KTR-I171",
                LocalizedText(
                    "'\(written)' is not one of the entity types \(names)",
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
        let (amount, currency) = try conversion.convert(text)
        values[name] = amount
        if let currency, conversion.rules.fixedCurrency == nil {
            values[MoneyRules.currencyName(of: name)] = .text(currency)
        }
    }

    /// The cell after trimming, cleaning and mapping.
    ///
    /// - Throws: `KTR-I564` for a cell that lost letters before it came here.
    private func cell(
        of bound: BoundColumn, in row: CSVRow, _ cleanedCells: inout Int
    ) throws(Refusal.Problem) -> Cell {
        let column = bound.column
        var text = row.text(bound.index)
        if column.isTrimmed { text = trimmed(text) }
        text = withoutTextFormula(text)
        if text.isEmpty { return column.defaultValue.map(Cell.text) ?? .empty }
        if text.unicodeScalars.contains("\u{FFFD}") { throw Self.lostLetters(text) }
        if bound.keepsLines, text.utf8.contains(UInt8(ascii: "\r")) {
            text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        }
        if column.isCleaned, let clean = cleaned(text, keepsLines: bound.keepsLines) {
            text = clean
            cleanedCells += 1
        }
        if text.isEmpty { return column.defaultValue.map(Cell.text) ?? .empty }
        if !column.emptyTokens.isEmpty, column.emptyTokens.contains(tidied(text)) {
            return column.defaultValue.map(Cell.text) ?? .noValue
        }
        if !column.values.isEmpty, let value = column.values[tidied(text)] {
            return value.isEmpty ? .noValue : .text(value)
        }
        return .text(text)
    }

    private static func lostLetters(_ text: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-I564",
            LocalizedText(
                "'\(text)' contains characters that were already lost (U+FFFD); export the file again",
                german: "„\(text)“ enthält Zeichen, die schon verloren sind (U+FFFD); exportieren Sie die Datei neu")
        )
    }

    private func composed(_ pieces: [Piece], _ row: CSVRow) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .cell(let index):
                let cell = withoutTextFormula(trimmed(row.text(index)))
                if cell.isEmpty { return nil }
                text += cleaned(cell, keepsLines: false) ?? cell
            }
        }
        return text
    }

    private func isMeant(_ bound: BoundEvent, _ row: CSVRow) -> Bool {
        guard let index = bound.index else { return true }
        guard let accepted = bound.accepted else { return !row.isBlank(index) }
        return accepted.contains(tidied(withoutTextFormula(row.text(index))))
    }
}
