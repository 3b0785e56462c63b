import Definitions
import Model
import Queries
import Records

extension ListPage {
    /// The page for what a list request brought.
    ///
    /// - Parameters:
    ///   - fault: what is wrong with the expression that somebody typed.
    ///   - restrictions: titles of the records that the address restricts the list to.
    init(
        _ request: ListRequest, _ found: RecordPage, fault: QueryError?, titlesOfRestrictions: [RecordID: String],
        _ reached: Reached, _ writer: ValueWriter, in context: PageContext
    ) {
        let (type, language) = (request.type, context.language)
        let mayCreate = context.permissions(type).mayCreate
        let isEmptyType =
            found.records.isEmpty && !request.isFiltered && !request.isSearched && request.view?.filter == nil
        title = type.pluralLabel[language]
        address = Address.list(type)
        resetHref = Address.list(
            type, request.view.map { FormData([.init(name: "view", value: $0.name)]) } ?? FormData())
        createHref = mayCreate ? Address.create(type) : nil
        tabs = Self.tabs(request, context)
        restrictions = request.row.lookups(request.parameters).map { lookup in
            let name = FilterRow.parameter(lookup.attribute)
            return Restriction(
                label: lookup.attribute.label[language], name: name, value: lookup.id.description,
                shown: titlesOfRestrictions[lookup.id] ?? RecordTexts.hiddenRecord[language],
                removeHref: Address.list(type, request.changed([.init(name: name, value: "")])))
        }
        let unreadable = Set(request.unreadable.map(\.name))
        filters = request.row.fields(request.parameters, unreadable: unreadable)
        let view = request.view?.label[language] ?? ListTexts.allRecords[language]
        caption = "\(type.pluralLabel[language]), \(view)"
        let typed = request.parameters["filter"] ?? ""
        expression = Expression(
            text: typed, isOpen: !typed.isEmpty, problem: fault.map { Self.explain($0, language) },
            help: ListTexts.expressionHelp(FilterExample(type, in: context).text)[language],
            marked: fault.map { Expression.Marked(typed, at: $0.byteOffset) })
        kept = ["view", "sort"].compactMap { name in
            request.parameters.filled(name).map { Hidden(name: name, value: $0) }
        }
        search = request.search
        isSearched = request.isSearched
        searchEndHref = Address.list(type, request.changed([.init(name: SearchField.parameter, value: "")]))
        isFiltered = request.isFiltered
        errors = request.unreadable.map { ListTexts.badValue($0.label)[language] }
        columns = request.columns.map { Self.column($0, request, language) }
        rows = found.records.map { record in
            Row(of: record, request.columns.map { Self.cell($0, record, reached, writer) }, writer)
        }
        emptyText = (isEmptyType ? ListTexts.nothingYet : ListTexts.nothingFound)[language]
        emptyCreateLabel = isEmptyType && mayCreate ? ListTexts.createFirst[language] : nil
        countText = found.count.map { count in
            let isMore = count > ListRequest.countLimit
            let number = context.format.integer(Int64(isMore ? ListRequest.countLimit : count))
            return (isMore ? ListTexts.moreThan(number) : ListTexts.count(number, isOne: count == 1))[language]
        }
        firstHref = request.trail.count > 1 ? Address.list(type, request.changed([])) : nil
        previousHref = request.previous.map { Address.list(type, $0) }
        nextHref = found.next.map { Address.list(type, request.next($0.text)) }
        dataHref = Self.dataHref(request, typed: fault == nil ? typed : "")
    }

    private static func tabs(_ request: ListRequest, _ context: PageContext) -> [Tab] {
        let views = context.views(of: request.type)
        let named = views.map { view in
            Tab(
                label: view.label[context.language],
                href: Address.list(request.type, request.inView(view.name)),
                isCurrent: view.name == request.view?.name)
        }
        let all = Tab(
            label: ListTexts.allRecords[context.language],
            href: Address.list(request.type, request.inView("*")),
            isCurrent: request.view == nil)
        // A view without a condition shows all already.
        let isNeeded = request.view == nil || !views.contains { $0.filter == nil }
        return isNeeded ? named + [all] : named
    }

    private static func column(_ path: AttributePath, _ request: ListRequest, _ language: Language) -> Column {
        let name = path.text
        let sorted = request.sort?.attribute == name ? request.sort : nil
        let next = sorted.map { $0.isDescending ? name : "-\(name)" } ?? name
        let isNumber =
            switch path.attribute.type.result {
            case .integer, .decimal, .money: true
            default: false
            }
        return Column(
            heading: path.heading(language),
            sortHref: request.sortable.contains(name)
                ? Address.list(request.type, request.changed([.init(name: "sort", value: next)])) : nil,
            sorted: sorted.map { $0.isDescending ? "descending" : "ascending" }, isNumber: isNumber)
    }

    private static func cell(
        _ path: AttributePath, _ record: Record, _ reached: Reached, _ writer: ValueWriter
    ) -> Cell {
        var cell = writer.cell(
            path.attribute, reached.value(path, from: record), of: reached.owner(path, from: record))
        cell.label = path.heading(writer.format.language)
        return cell
    }

    private static func explain(_ fault: QueryError, _ language: Language) -> String {
        let hint = fault.hint.map { " – \($0[language])" } ?? ""
        return "\(fault.position): \(fault.message[language])\(hint)"
    }

    private static func dataHref(_ request: ListRequest, typed: String) -> String {
        let conditions = request.conditions + (typed.isEmpty ? [] : [typed])
        let filter = conditions.count == 1 ? conditions[0] : conditions.map { "(\($0))" }.joined(separator: " and ")
        let options = [
            ("$filter", filter), ("$search", request.search?.expression?.text ?? ""), ("$orderby", request.order),
            ("$count", "true"),
            ("$top", String(ListRequest.pageSize)),
        ].filter { !$0.1.isEmpty }
        return "/odata/\(request.type.setName)?"
            + options.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    }
}

extension ListPage.Row {
    /// A row whose first column leads to its record, whatever it shows.
    init(of record: Record, _ cells: [Cell], _ writer: ValueWriter) {
        self.cells = cells.map(\.brief)
        guard !cells.isEmpty else { return }
        self.cells[0].href = Address.record(record.type, record.id)
        self.cells[0].tone = nil
        self.cells[0].marks = []
        self.cells[0].rest = nil
        if cells[0].text.isEmpty { self.cells[0].text = Excerpt(writer.title(record)).short }
    }
}

extension AttributePath {
    /// What the attribute is called, behind what the lookups on the way are called.
    func heading(_ language: Language) -> String {
        var owner = root
        var labels: [String] = []
        for step in steps {
            labels.append(owner.attributes[step.position].label[language])
            owner = step.target
        }
        return (labels + [attribute.label[language]]).joined(separator: " · ")
    }
}

extension ListPage.Expression.Marked {
    /// The word at a place, or the end.
    init(_ text: String, at byteOffset: Int) {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: min(max(0, byteOffset), bytes.count))
        let from = start.samePosition(in: text) ?? text.endIndex
        let word = text[from...].prefix { !$0.isWhitespace && $0 != ")" && $0 != "," }
        let end = word.isEmpty && from < text.endIndex ? text.index(after: from) : word.endIndex
        ahead = String(text[..<from])
        at = from == text.endIndex ? "␣" : String(text[from..<end])
        rest = from == text.endIndex ? "" : String(text[end...])
    }
}
