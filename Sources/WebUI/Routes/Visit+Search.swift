import Definitions
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// So many records of one entity type are shown among the findings; the list has them all.
    static let findingsPerType = 8

    /// The overview, with what was found where something was looked for.
    func home() async throws -> Response {
        var content = HomePage(in: page)
        guard let field = SearchField(parameters, in: page) else { return answer(content) }
        content.search = field
        if let expression = field.expression {
            content.isSearched = true
            for type in page.readableTypes where SearchField.searches(type, in: page) {
                if let group = try findings(expression, in: type, typed: field.value) {
                    content.findings.append(group)
                }
            }
        }
        return answer(content)
    }

    /// The latest records of an entity type that have the words; nil where there are none.
    private func findings(
        _ expression: SearchExpression, in type: EntityType, typed: String
    ) throws -> HomePage.Findings? {
        var query = Query(type)
        query.search = expression
        query.order = [OrderTerm(SystemAttribute.id.position, of: type, descending: true)]
        query.top = Self.findingsPerType
        let found = try records.list(query, as: principal)
        guard !found.records.isEmpty else { return nil }
        let writer = try writer(for: found.records)
        let all = FormData([
            .init(name: "view", value: "*"), .init(name: SearchField.parameter, value: typed),
        ])
        return HomePage.Findings(
            label: type.pluralLabel[language], href: Address.list(type, all),
            rows: found.records.map { record in
                HomePage.Entrance(label: Excerpt(writer.title(record)).short, href: Address.record(type, record.id))
            },
            hasMore: found.next != nil)
    }
}
