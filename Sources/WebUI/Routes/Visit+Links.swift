import Definitions
import Foundation
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// Links by the record at their other end, those that hold today first.
    func links(
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
        let back = form.filled(OwnField.back).map(Address.local) ?? Address.record(type, id)
        return try await carryOut(write(type, .update(id, values), form), type, id, then: back, outOfSight: nil)
    }
}
