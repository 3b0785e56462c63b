import Definitions
import Model
import StateCharts

/// Writes values of records for people: labels of choices and states, titles of records, names of principals.
struct ValueWriter: Sendable {
    let catalog: Catalog
    var format: ValueFormat
    /// Titles of the records that lookups lead to; what is missing is not visible to the reader.
    var titles: [RecordID: String] = [:]
    /// The entity types of those records.
    var targets: [RecordID: String] = [:]
    /// Names of principals.
    var people: [RecordID: String] = [:]
    /// What is told of files.
    var files: [RecordID: FileDescription] = [:]

    private var language: Language { format.language }

    /// The value for a list or a record page.
    ///
    /// - Parameters:
    ///   - record: whose value it is, where that is known: an amount finds its currency there, a file its address.
    ///   - showingPictures: whether there is room for more of a file than its name.
    func cell(
        _ attribute: Attribute, _ value: AttributeValue, of record: Record? = nil, showingPictures: Bool = false
    ) -> Cell {
        var cell = Cell(label: attribute.label[language], text: text(attribute, value, of: record))
        switch attribute.type.result {
        case .integer, .decimal, .money: cell.isNumber = true
        case .autonumber, .date, .instant, .time, .duration: cell.isShort = true
        case .json: cell.isCode = !value.isNull
        case .point:
            // RFC 5870: the reader's own map.
            if case .point(let point) = value {
                cell.href = "geo:\(point.latitude.shortened),\(point.longitude.shortened)"
            }
        case .state(let chart) where !value.isNull:
            cell.tone = "state"
            cell.colour = colour(ofState: value.displayText, chart: chart)?.className
        case .multichoice(let options):
            // Where one has a colour, the others are marked too, so that they read as one list.
            guard case .names(let names) = value, options.options.contains(where: { $0.colour != nil }) else { break }
            cell.marks = names.map { name in
                let option = options.option(named: name)
                return Cell.Mark(
                    text: option?.label[language] ?? name, colour: (option?.colour ?? .grey).className)
            }
        case .choice(let options):
            guard case .text(let name) = value, let colour = options.option(named: name)?.colour else { break }
            cell.tone = "badge"
            cell.colour = colour.className
        case .text(_, let isLong): cell.isLong = isLong && !value.isNull
        case .lookup, .tree, .polymorphic:
            if case .record(let id) = value, let type = targetType(id) { cell.href = Address.record(type, id) }
        case .file:
            guard let record, case .record(let id) = value else { break }
            cell.href = Address.file(record.type, record.id, attribute)
            guard showingPictures, let file = files[id] else { break }
            cell.note = "\(format.size(file.size)) · \(file.mediaType)"
            // With the file's id, so that no browser shows the picture that was there before.
            if file.isPicture { cell.picture = "\(Address.file(record.type, record.id, attribute))?v=\(id)" }
        case .email:
            if case .text(let address) = value { cell.href = ContactLink.mail(address) }
        case .phone:
            if case .text(let number) = value { cell.href = ContactLink.phone(number) }
        case .url:
            if case .text(let address) = value, address.hasPrefix("https://") || address.hasPrefix("http://") {
                cell.href = address
            }
        default: break
        }
        return cell
    }

    /// A file in a few words: `bill.pdf (48 kB)`.
    func described(_ file: FileDescription) -> String { "\(file.name) (\(format.size(file.size)))" }

    /// The value as plain text; empty for null.
    func text(_ attribute: Attribute, _ value: AttributeValue, of record: Record? = nil) -> String {
        switch (attribute.type.result, value) {
        case (_, .null): ""
        case (.money(let rules), .decimal(let amount)):
            format.money(amount, in: rules.currency(of: attribute, in: record), scale: rules.scale)
        case (_, .time(let time)): format.time(time)
        case (_, .duration(let span)): format.duration(span)
        case (.multichoice(let options), .names(let names)):
            names.map { options.option(named: $0)?.label[language] ?? $0 }.joined(separator: ", ")
        case (_, .json(let json)): json.indentedText
        case (.choice(let options), .text(let name)): options.option(named: name)?.label[language] ?? name
        case (.state(let chart), .text(let configuration)): state(configuration, chart: chart)
        case (.lookup, .record(let id)), (.tree, .record(let id)):
            titles[id] ?? RecordTexts.hiddenRecord[language]
        case (.polymorphic, .record(let id)): labelled(id)
        case (.targetType, .text(let name)): catalog.entityType(named: name)?.label[language] ?? name
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

    /// The beginning of the value, and all of it.
    func excerpt(_ attribute: Attribute, _ value: AttributeValue, of record: Record? = nil) -> Excerpt {
        let text = text(attribute, value, of: record)
        return Excerpt(text.isEmpty ? FormTexts.empty[language] : text)
    }

    /// The entity type of a record whose title is known.
    func targetType(_ id: RecordID) -> EntityType? { targets[id].flatMap { catalog.entityType(named: $0) } }

    /// What a lookup to several entity types leads to: `Account: Acme`.
    private func labelled(_ id: RecordID) -> String {
        guard let title = titles[id] else { return RecordTexts.hiddenRecord[language] }
        return targetType(id).map { "\($0.label[language]): \(title)" } ?? title
    }

    /// Labels of the active states, joined: `In progress + Waiting`.
    func state(_ configuration: String, chart name: String) -> String {
        guard let chart = catalog.charts[name] else { return configuration }
        return configuration.split(separator: " ").map { id in
            chart.state(String(id))?.label[language] ?? String(id)
        }.joined(separator: " + ")
    }

    /// The colour of the first active state that has one, itself or in a state around it.
    func colour(ofState configuration: String, chart name: String) -> Colour? {
        guard let chart = catalog.charts[name] else { return nil }
        for id in configuration.split(separator: " ") {
            var state = chart.state(String(id))
            while let current = state {
                if let colour = current.colour { return colour }
                state = current.parent.map { chart.states[$0] }
            }
        }
        return nil
    }

    func person(_ id: RecordID) -> String { people[id] ?? RecordTexts.unknownPerson[language] }

    /// How a record is called, with its choices, dates and lookups as people read them.
    func title(_ record: Record) -> String {
        let title = record.type.title.parts.map { part in
            switch part {
            case .literal(let text): text
            case .attribute(let name):
                record.type.attribute(named: name).map { text($0, record[name], of: record) } ?? ""
            }
        }.joined().trimmed
        return title.isEmpty ? record.id.description : title
    }
}

extension MoneyRules {
    /// The currency of an amount: the only one there is, or what the record says.
    func currency(of attribute: Attribute, in record: Record?) -> String? {
        if let fixedCurrency { return fixedCurrency }
        guard case .text(let code)? = record?[MoneyRules.currencyName(of: attribute.name)] else { return nil }
        return code
    }
}

extension Colour {
    /// What the style sheet knows it by.
    var className: String { "c-\(rawValue)" }
}

extension Record {
    /// The records that the lookups among some attributes lead to, by entity type.
    func references(_ isWanted: (Attribute) -> Bool = { _ in true }) -> [String: Set<RecordID>] {
        var result: [String: Set<RecordID>] = [:]
        for (attribute, value) in zip(type.attributes, values) {
            guard let targets = attribute.type.reference?.targets, case .record(let id) = value, isWanted(attribute)
            else { continue }
            let told = type.targetTypePosition(of: attribute).map { values[$0].displayText }
            for target in told.map({ [$0] }) ?? targets { result[target, default: []].insert(id) }
        }
        return result
    }
}
