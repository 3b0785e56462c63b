import Definitions
import Model
import Queries
import Records

extension Visit {
    static let relatedLength = 10
    /// So many related lists stand on a record's page.
    static let relatedLists = 8
    /// Links of both times stand in one list, so there is room for more.
    static let linkLength = 40

    /// The related lists of a record's page: those that its form names, and, where it names none, all others below.
    func relatedLists(
        of record: Record, _ layout: FormLayout
    ) throws -> (placed: [String: DetailPage.Related], others: [DetailPage.Related]) {
        let inverses = page.catalog.inverseLookups(of: record.type).filter { inverse in
            let permissions = page.permissions(inverse.source)
            return permissions.mayRead && permissions.asks(about: inverse.attribute)
        }
        let named = layout.form.relatedLists
        guard named.isEmpty else {
            var placed: [String: DetailPage.Related] = [:]
            for list in named {
                guard let inverse = inverses.first(where: { $0.name == list.name }) else { continue }
                placed[list.name] = try related(
                    to: record, inverse, heading: list.label?[language] ?? inverse.source.pluralLabel[language],
                    columns: list.columns)
            }
            return (placed, [])
        }
        let perSource = Dictionary(grouping: inverses, by: \.source.name).mapValues(\.count)
        let others = try inverses.prefix(Self.relatedLists).map { inverse in
            let heading = inverse.source.pluralLabel[language]
            return try related(
                to: record, inverse,
                heading: perSource[inverse.source.name] == 1
                    ? heading : "\(heading) · \(inverse.attribute.label[language])")
        }
        return ([:], others)
    }

    private func related(
        to record: Record, _ inverse: InverseLookup, heading: String, columns names: [String] = []
    ) throws -> DetailPage.Related {
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
        let permissions = page.permissions(source)
        let columns = names.compactMap { source.attribute(named: $0) }.filter(permissions.shows)
        let parameter = FormData.Pair(name: FilterRow.parameter(attribute), value: record.id.description)
        return DetailPage.Related(
            heading: heading, href: Address.list(source, FormData([.init(name: "view", value: "*"), parameter])),
            createHref: permissions.mayCreate ? Address.create(source, lookup: (attribute.name, record.id)) : nil,
            rows: source.link.map { links(found.records, $0, from: attribute, of: record, writer) }
                ?? found.records.map { line($0, writer) },
            hasMore: found.next != nil,
            columns: columns.map {
                ListPage.Column(
                    heading: $0.label[language], sortHref: nil, sorted: nil, isNumber: writer.cell($0, .null).isNumber)
            },
            table: columns.isEmpty
                ? []
                : found.records.map { other in
                    ListPage.Row(of: other, columns.map { writer.cell($0, other[$0.name], of: other) }, writer)
                })
    }

    func line(_ other: Record, _ writer: ValueWriter) -> DetailPage.Related.Line {
        DetailPage.Related.Line(
            name: Excerpt(writer.title(other)).short, href: Address.record(other.type, other.id),
            state: other.type.stateAttribute.filter(page.permissions(other.type).shows).map {
                writer.cell($0, other[$0.name])
            })
    }
}

extension Optional<Attribute> {
    fileprivate func filter(_ isWanted: (Attribute) -> Bool) -> Attribute? { flatMap { isWanted($0) ? $0 : nil } }
}
