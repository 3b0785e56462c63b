import Definitions
import Model
import Queries

/// What the address of a list asks for: view, conditions, order and page.
struct ListRequest {
    static let pageSize = 50
    /// Marks of the pages before this one that an address carries, so that one can go back.
    static let trailLength = 24

    let type: EntityType
    let view: View?
    /// What is hidden from the principal is left out.
    let columns: [AttributePath]
    let parameters: FormData
    let row: FilterRow
    /// Nil where nothing of the type can be searched.
    let search: SearchField?
    let sort: (attribute: String, isDescending: Bool)?
    /// The columns that the list can be sorted by.
    let sortable: Set<String>
    /// The view's order, as far as the principal may see what it is by.
    private let viewOrder: [OrderTerm]

    init(_ type: EntityType, _ parameters: FormData, in context: PageContext) {
        let chosen = parameters["view"]
        let view =
            chosen == nil ? context.openingView(of: type) : context.views(of: type).first { $0.name == chosen }
        let paths =
            view?.columns
            ?? Self.usualColumns(of: type).compactMap { type.position(of: $0) }
            .map { OrderTerm($0, of: type).path }
        self.type = type
        self.view = view
        self.parameters = parameters
        columns = paths.filter(context.shows)
        search = SearchField(type, parameters, in: context)
        let permissions = context.permissions(type)
        row = FilterRow(
            catalog: context.catalog, type: type, format: context.format,
            columns: columns.filter { $0.steps.isEmpty && context.asks($0) }.map(\.attribute), parameters: parameters,
            isAsked: permissions.asks)
        viewOrder = (view?.order ?? []).filter { context.asks($0.path) }
        sortable = Set(columns.filter { $0.type.isSortable && context.asks($0) }.map(\.text))
        sort = Self.sort(parameters["sort"], sortable) ?? viewOrder.first.map { ($0.path.text, $0.isDescending) }
    }

    /// The order as the query language writes it.
    var order: String {
        guard parameters.filled("sort") == nil || sort == nil else {
            return sort.map { $0.attribute + ($0.isDescending ? " desc" : "") } ?? ""
        }
        let terms = viewOrder.map(\.text)
        return terms.isEmpty ? "updated_at desc" : terms.joined(separator: ", ")
    }

    /// Conditions of the view, the filter row and the address, without the expression that somebody typed.
    var conditions: [String] {
        var result = view?.filter.map { [$0.text] } ?? []
        for case .condition(let text) in row.outcomes(parameters) { result.append(text) }
        return result + row.lookups(parameters).map { "\($0.attribute.name) eq \($0.id)" }
    }

    /// Attributes whose field holds what is no value of theirs.
    var unreadable: [Attribute] {
        row.outcomes(parameters).compactMap { if case .unreadable(let attribute) = $0 { attribute } else { nil } }
    }

    /// Whether anything beyond the view restricts the list.
    var isFiltered: Bool {
        parameters.filled("filter") != nil || parameters.pairs.contains { $0.name.hasPrefix("f.") && !$0.value.isEmpty }
    }

    /// Whether something is looked for.
    var isSearched: Bool { search?.expression != nil }

    /// Records are counted up to here; of more it is said that there are more.
    static let countLimit = 10_000

    /// The query.
    ///
    /// - Parameter expression: what was typed; left out where it is wrong, so that the list still shows.
    func query(expression: Filter?, in catalog: Catalog) throws -> Query {
        var query = Query(type)
        var filters = try conditions.map { try Filter($0, on: type, in: catalog) }
        if let expression { filters.append(expression) }
        query.filter = filters.first.map { Filter.allOf($0, Array(filters.dropFirst())) }
        query.search = search?.expression
        query.order = try OrderTerm.list(order, on: type, in: catalog)
        query.top = Self.pageSize
        query.count = true
        query.countLimit = Self.countLimit + 1
        if let mark = parameters.filled("after") { query.after = try KeysetCursor(mark, for: query) }
        return query
    }

    /// The same list without its page marks, and with some parameters set anew.
    func changed(_ changes: [FormData.Pair], keepingPage: Bool = false) -> FormData {
        let replaced = Set(changes.map(\.name) + (keepingPage ? [] : ["after", "trail"]))
        return FormData(parameters.pairs.filter { !replaced.contains($0.name) && $0.name != "notice" } + changes)
    }

    /// The same conditions in another view, from its first page on.
    func inView(_ name: String) -> FormData { changed([.init(name: "view", value: name)]) }

    /// The parameters that page by page make up the way here, first page as `-`.
    var trail: [String] { (parameters.filled("trail") ?? "").split(separator: ".").map(String.init) }

    func next(_ mark: String) -> FormData {
        let way = (trail + [parameters.filled("after") ?? "-"]).suffix(Self.trailLength)
        return changed([.init(name: "after", value: mark), .init(name: "trail", value: way.joined(separator: "."))])
    }

    var previous: FormData? {
        guard let last = trail.last else { return nil }
        return changed([
            .init(name: "after", value: last == "-" ? "" : last),
            .init(name: "trail", value: trail.dropLast().joined(separator: ".")),
        ])
    }

    private static func sort(_ text: String?, _ sortable: Set<String>) -> (String, Bool)? {
        guard let text else { return nil }
        let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
        guard sortable.contains(name) else { return nil }
        return (name, text.hasPrefix("-"))
    }

    /// Where no view says it: what the title is made of, then the first few declared attributes.
    private static func usualColumns(of type: EntityType) -> [String] {
        var names = type.title.attributeNames
        for position in type.declaredPositions where names.count < 6 {
            let attribute = type.attributes[position]
            switch attribute.type {
            case .text(_, isLong: true), .json, .currency: continue
            default: break
            }
            if !names.contains(attribute.name) { names.append(attribute.name) }
        }
        return names
    }
}

extension PageContext {
    /// Whether the principal may see what a path reads, all the way.
    func shows(_ path: AttributePath) -> Bool {
        path.reads.allSatisfy { type, position in
            let permissions = permissions(type)
            return permissions.mayRead && permissions.shows(type.attributes[position])
        }
    }

    /// Whether lists can be filtered and sorted by what a path reads.
    func asks(_ path: AttributePath) -> Bool {
        path.reads.allSatisfy { type, position in
            let permissions = permissions(type)
            return permissions.mayRead && permissions.asks(about: type.attributes[position])
        }
    }
}
