import Definitions
import Model
import StateCharts

/// Writes values of records for people: labels of choices and states, titles of records, names of principals.
struct ValueWriter: Sendable {
    let catalog: Catalog
    let format: ValueFormat
    /// Titles of the records that lookups lead to; what is missing is not visible to the reader.
    var titles: [RecordID: String] = [:]
    /// Names of principals.
    var people: [RecordID: String] = [:]
    /// What is told of files.
    var files: [RecordID: FileDescription] = [:]

    private var language: Language { format.language }

    /// The value for a list or a record page.
    func cell(_ attribute: Attribute, _ value: AttributeValue) -> Cell {
        var cell = Cell(label: attribute.label[language], text: text(attribute, value))
        switch attribute.type {
        case .integer, .decimal: cell.isNumber = true
        case .autonumber, .date, .instant: cell.isShort = true
        case .state where !value.isNull: cell.tone = "state"
        case .text(_, let isLong): cell.isLong = isLong && !value.isNull
        case .lookup(let target, _):
            if case .record(let id) = value, titles[id] != nil, let type = catalog.entityType(named: target) {
                cell.href = Address.record(type, id)
            }
        case .email:
            if case .text(let address) = value { cell.href = "mailto:\(percentEncoded(address))" }
        case .url:
            if case .text(let address) = value, address.hasPrefix("https://") || address.hasPrefix("http://") {
                cell.href = address
            }
        default: break
        }
        return cell
    }

    /// The value of a record's attribute; a file leads to its content.
    func cell(_ attribute: Attribute, in record: Record, showingPictures: Bool = false) -> Cell {
        var cell = cell(attribute, record[attribute.name])
        guard case .file = attribute.type, case .record(let id) = record[attribute.name] else { return cell }
        cell.href = Address.file(record.type, record.id, attribute)
        guard showingPictures, let file = files[id] else { return cell }
        cell.note = "\(format.size(file.size)) · \(file.mediaType)"
        // The id of the file, so that a browser does not show the picture that was there before.
        if file.isPicture { cell.picture = "\(Address.file(record.type, record.id, attribute))?v=\(id)" }
        return cell
    }

    /// A file in a few words: `bill.pdf (48 kB)`.
    func described(_ file: FileDescription) -> String { "\(file.name) (\(format.size(file.size)))" }

    /// The value as a line of the history tells it.
    func told(_ attribute: Attribute, _ value: AttributeValue) -> String {
        if case .file = attribute.type, case .record(let id) = value, let file = files[id] { return described(file) }
        return text(attribute, value)
    }

    /// The value as plain text; empty for null.
    func text(_ attribute: Attribute, _ value: AttributeValue) -> String {
        switch (attribute.type, value) {
        case (_, .null): ""
        case (.choice(let options), .text(let name)): options.option(named: name)?.label[language] ?? name
        case (.state(let chart), .text(let configuration)): state(configuration, chart: chart)
        case (.lookup, .record(let id)): titles[id] ?? RecordTexts.hiddenRecord[language]
        case (.principal, .record(let id)): person(id)
        case (.file, .record(let id)): files[id]?.name ?? RecordTexts.unknownFile[language]
        case (.decimal(let scale, _, _), .decimal(let number)): format.decimal(number, scale: scale)
        case (_, .decimal(let number)): format.decimal(number, scale: number.scale)
        case (_, .integer(let number)): format.integer(number)
        case (_, .boolean(let flag)): InterfaceTexts.all[flag ? "yes" : "no"]?[language] ?? ""
        case (_, .date(let date)): format.date(date)
        case (_, .instant(let instant)): format.instant(instant)
        default: value.displayText
        }
    }

    /// Labels of the active states, joined: `In progress + Waiting`.
    func state(_ configuration: String, chart name: String) -> String {
        guard let chart = catalog.charts[name] else { return configuration }
        return configuration.split(separator: " ").map { id in
            chart.state(String(id))?.label[language] ?? String(id)
        }.joined(separator: " + ")
    }

    func person(_ id: RecordID) -> String { people[id] ?? RecordTexts.unknownPerson[language] }

    /// How a record is called, with its choices, dates and lookups as people read them.
    func title(_ record: Record) -> String {
        let title = record.type.title.parts.map { part in
            switch part {
            case .literal(let text): text
            case .attribute(let name): record.type.attribute(named: name).map { text($0, record[name]) } ?? ""
            }
        }.joined().trimmed
        return title.isEmpty ? record.id.description : title
    }
}

extension Record {
    /// The records that the lookups among some attributes lead to, by entity type.
    func references(_ isWanted: (Attribute) -> Bool = { _ in true }) -> [String: Set<RecordID>] {
        var result: [String: Set<RecordID>] = [:]
        for (attribute, value) in zip(type.attributes, values) {
            guard case .lookup(let target, _) = attribute.type, case .record(let id) = value, isWanted(attribute) else {
                continue
            }
            result[target, default: []].insert(id)
        }
        return result
    }
}
