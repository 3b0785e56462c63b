import Definitions
import Foundation
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    static let relatedLength = 10
    /// So many related lists stand on a record's page.
    static let relatedLists = 8
    /// Links of both times stand in one list, so there is room for more.
    static let linkLength = 40
    /// So many records above one in its tree are named.
    static let pathLength = 20

    /// The lists of what leads to a record.
    func related(to record: Record) throws -> [DetailPage.Related] {
        let inverses = page.catalog.inverseLookups(of: record.type).filter { inverse in
            let permissions = page.permissions(inverse.source)
            return permissions.mayRead && permissions.shows(inverse.attribute)
        }
        let perSource = Dictionary(grouping: inverses, by: \.source.name).mapValues(\.count)
        return try inverses.prefix(Self.relatedLists).map { inverse in
            let (source, attribute) = (inverse.source, inverse.attribute)
            var query = Query(source)
            var condition = "\(attribute.name) eq \(record.id)"
            if let told = source.targetTypePosition(of: attribute) {
                condition += " and \(source.attributes[told].name) eq '\(record.type.name)'"
            }
            query.filter = try Filter(condition, on: source, in: page.catalog)
            query.order = [OrderTerm(SystemAttribute.id.position, of: source, descending: true)]
            query.top = source.link == nil ? Self.relatedLength : Self.linkLength
            let found = try records.list(query, as: principal)
            let writer = try writer(for: found.records)
            let heading = source.pluralLabel[language]
            let parameter = FormData.Pair(name: FilterRow.parameter(attribute), value: record.id.description)
            let mayCreate = page.permissions(source).mayCreate
            return DetailPage.Related(
                heading: perSource[source.name] == 1 ? heading : "\(heading) · \(attribute.label[language])",
                href: Address.list(source, FormData([.init(name: "view", value: "*"), parameter])),
                createHref: mayCreate ? Address.create(source, lookup: (attribute.name, record.id)) : nil,
                rows: source.link.map { links(found.records, $0, from: attribute, of: record, writer) }
                    ?? found.records.map { line($0, writer) },
                hasMore: found.next != nil)
        }
    }

    private func line(_ other: Record, _ writer: ValueWriter) -> DetailPage.Related.Line {
        DetailPage.Related.Line(
            name: writer.title(other), href: Address.record(other.type, other.id),
            state: other.type.stateAttribute.map { writer.cell($0, other[$0.name]) })
    }

    /// Links by the record at their other end, those that hold today first.
    private func links(
        _ links: [Record], _ rules: LinkRules, from lookup: Attribute, of record: Record, _ writer: ValueWriter
    ) -> [DetailPage.Related.Line] {
        let today = records.today
        let isCurrent = { (link: Record) in rules.isCurrent(link, on: today) }
        return (links.filter(isCurrent) + links.filter { !isCurrent($0) }).map { link in
            let type = link.type
            guard let other = type.attribute(named: rules.opposite(of: lookup.name)) else { return line(link, writer) }
            let cell = writer.cell(other, link[other.name])
            return DetailPage.Related.Line(
                name: cell.text, href: cell.href ?? Address.record(type, link.id),
                state: type.stateAttribute.map { writer.cell($0, link[$0.name]) },
                link: self.link(link, rules, isCurrent: isCurrent(link), on: record, writer))
        }
    }

    private func link(
        _ link: Record, _ rules: LinkRules, isCurrent: Bool, on record: Record, _ writer: ValueWriter
    ) -> DetailPage.Related.Link {
        let (type, permissions) = (link.type, page.permissions(link.type))
        let ends: Set<String> = [rules.near, rules.far, LinkRules.validFrom, LinkRules.validTo]
        var parts = type.declaredPositions.compactMap { position -> String? in
            let attribute = type.attributes[position]
            guard !ends.contains(attribute.name), permissions.shows(attribute) else { return nil }
            let text = writer.text(attribute, link.values[position])
            return text.isEmpty ? nil : text
        }
        if rules.hasValidity, let days = validity(of: link) { parts.append(days) }
        let hasEnded = !link[LinkRules.validTo].isNull && !isCurrent
        let text = parts.isEmpty ? InterfaceTexts.all["details"]?[language] ?? "" : parts.joined(separator: ", ")
        return DetailPage.Related.Link(
            href: Address.record(type, link.id), summary: text, isFormer: hasEnded,
            editHref: permissions.mayUpdate ? Address.edit(type, link.id) : nil,
            endAction: permissions.mayUpdate && rules.hasValidity && link[LinkRules.validTo].isNull && isCurrent
                ? Address.end(type, link.id) : nil,
            removeAction: permissions.mayDelete ? Address.delete(type, link.id) : nil, csrf: page.csrf,
            key: page.drawKey(), revision: link.revision, back: Address.record(record.type, record.id))
    }

    /// `1 Jan 2020 – 31 Dec 2025`, `since …`, `until …`.
    private func validity(of link: Record) -> String? {
        let days = [LinkRules.validFrom, LinkRules.validTo].map { name -> String? in
            if case .date(let date) = link[name] { page.format.date(date) } else { nil }
        }
        switch (days[0], days[1]) {
        case (let from?, let to?): return "\(from) – \(to)"
        case (let from?, nil): return RecordTexts.since(from)[language]
        case (nil, let to?): return RecordTexts.until(to)[language]
        case (nil, nil): return nil
        }
    }

    /// Ends a link today; it goes on to be shown as a former one.
    func end() async throws -> Response {
        let (type, id) = (try type(), try recordID())
        let form = try await form()
        guard type.link?.hasValidity == true else { throw HTTPError(.notFound) }
        let values: [String: DataValue] = [LinkRules.validTo: .text(records.today.description)]
        let back = form.filled("back").map(Address.local) ?? Address.record(type, id)
        return try await carryOut(write(type, .update(id, values), form), type, id, then: back)
    }

    /// The records above one in its tree, the topmost first.
    func path(to record: Record) throws -> [DetailPage.Ancestor] {
        guard let position = record.type.trees.first,
            page.permissions(record.type).shows(record.type.attributes[position])
        else { return [] }
        var (path, passed, next): ([DetailPage.Ancestor], Set<RecordID>, AttributeValue) = (
            [], [], record.values[position]
        )
        while case .record(let id) = next, passed.insert(id).inserted, path.count < Self.pathLength {
            do {
                let above = try records.read(record.type.name, id, as: principal)
                path.append(.init(name: try writer(for: [above]).title(above), href: Address.record(above.type, id)))
                next = above.values[position]
            } catch let refusal as Refusal where refusal.kind == .notFound {
                path.append(.init(name: RecordTexts.hiddenRecord[language]))
                break
            }
        }
        return path.reversed()
    }
}
