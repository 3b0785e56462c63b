import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Queries
import Records

// Choosing the record that a lookup shall lead to. Titles are no keys: where several records have one, each is shown with what
// tells it from the others, and none is taken before somebody has chosen it.

extension Visit {
    /// So many records are looked at, to tell whether a title is of one alone; a few of them are shown.
    private static let looked = 50
    private static let suggested = 12

    /// Records whose title has all the words, for a lookup's field: each with a label that no other has.
    func suggestions() throws -> Response {
        let type = try type()
        let found = try matches(type, parameters["q"] ?? "", limit: Self.looked)
        let list = DataValue.list(
            try described(found).prefix(Self.suggested).map { candidate in
                .object([
                    "id": .text(candidate.id.description), "title": .text(candidate.title),
                    "detail": .text(candidate.detail), "label": .text(candidate.label),
                ])
            })
        var headers = SecurityHeaders.data
        headers[.contentType] = "application/json"
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: list.jsonText)))
    }

    /// The record that a typed name means; all that have it where several do.
    ///
    /// - Parameter chosen: the entity type that was chosen beside it, where there are several.
    func resolve(_ attribute: Attribute, _ name: String, chosen: String?) throws -> FormReader.Outcome {
        let targets = attribute.type.reference?.targets ?? []
        guard let target = chosen.flatMap({ targets.contains($0) ? $0 : nil }) ?? targets.first,
            let type = page.catalog.entityType(named: target), page.permissions(type).mayRead
        else { return .fault(FormTexts.notFound) }
        let wanted = FoldedText.of(name)
        let alike = try described(try named(type, name)).filter {
            FoldedText.of($0.title) == wanted || FoldedText.of($0.label) == wanted
        }
        // Whoever writes the marks means them: "Müller" is not "Muller" where there are both.
        let exact = alike.filter { [$0.title, $0.label].contains { $0.lowercased() == name.lowercased() } }
        let same = exact.isEmpty ? alike : exact
        if same.count > 1 { return .several(Array(same.prefix(Self.looked)), of: name) }
        return same.first.map { .value(.text($0.id.description)) } ?? .fault(FormTexts.notFound)
    }

    /// Records that may have a name: by the words of the name, and by the name as a whole where one attribute is the title.
    private func named(_ type: EntityType, _ name: String) throws -> [Record] {
        // What is behind the dash may be what tells the record from others, and is no part of its title.
        let title = name.firstRange(of: Self.dash).map { String(name[..<$0.lowerBound]) } ?? name
        var found = try matches(type, name, limit: Self.looked)
        if title != name { found += try matches(type, title, limit: Self.looked) }
        for text in Set([name, title]) {
            guard let position = type.title.parts.count == 1 ? type.title.attributeNames.first : nil,
                let attribute = type.attribute(named: position), page.permissions(type).shows(attribute)
            else { continue }
            switch attribute.type {
            case .text, .email, .phone, .url, .autonumber: break
            default: continue
            }
            var query = Query(type)
            query.filter = try Filter(
                "fold(\(attribute.name)) eq fold(\(literal(text)))", on: type, in: page.catalog)
            query.top = Self.looked
            found += try records.list(query, as: principal).records
        }
        var seen: Set<RecordID> = []
        return found.filter { seen.insert($0.id).inserted }
    }

    private static let dash = " – "

    /// Records with their titles, and with what tells those of one title apart.
    private func described(_ found: [Record]) throws -> [FormField.Candidate] {
        guard let type = found.first?.type else { return [] }
        let writer = try writer(for: found)
        let titles = found.map { writer.title($0) }
        let times = Dictionary(titles.map { (FoldedText.of($0), 1) }, uniquingKeysWith: +)
        // Of the last title there may be more records than were looked at.
        let doubtful = found.count >= Self.looked ? titles.last.map(FoldedText.of) : nil
        let told = Self.telling(type, in: page)
        var labels: Set<String> = []
        return zip(found, titles).map { record, title in
            var words = told.compactMap { attribute -> String? in
                let text = Excerpt(writer.text(attribute, record[attribute.name], of: record), limit: 60).short
                return text.isEmpty || title.contains(text) ? nil : text
            }
            words = Array(words.prefix(2))
            if case .instant(let created) = record[.createdAt], words.isEmpty {
                words = [FormTexts.created(page.format.instant(created))[language]]
            }
            var detail = words.joined(separator: ", ")
            let isAlone = times[FoldedText.of(title)] == 1 && FoldedText.of(title) != doubtful
            var label = isAlone ? title : title + Self.dash + detail
            if labels.contains(FoldedText.of(label)), case .instant(let created) = record[.createdAt] {
                detail += ", " + FormTexts.created(page.format.instant(created))[language]
                label = title + Self.dash + detail
            }
            if labels.contains(FoldedText.of(label)) {
                detail += ", \(record.id)"
                label = title + Self.dash + detail
            }
            labels.insert(FoldedText.of(label))
            return FormField.Candidate(id: record.id, title: title, detail: detail, label: label)
        }
    }

    /// The attributes that tell records of one title apart: those of its keys first, then short ones of all kinds.
    private static func telling(_ type: EntityType, in context: PageContext) -> [Attribute] {
        let permissions = context.permissions(type)
        let title = Set(type.title.attributeNames)
        let keyed = Set(type.keys.flatMap { $0 })
        let shown = type.declaredPositions.filter { position in
            let attribute = type.attributes[position]
            guard permissions.shows(attribute), !title.contains(attribute.name) else { return false }
            switch attribute.type.result {
            case .text(_, isLong: true), .json, .file, .currency, .targetType, .boolean, .point, .identifier,
                .principal:
                return false
            default: return true
            }
        }
        return (shown.filter(keyed.contains) + shown.filter { !keyed.contains($0) }).map { type.attributes[$0] }
    }
}
