public import Model

/// One attribute or expression that a list is sorted by. Null is the lowest value (OData 4.01 §11.2.6.2).
public struct OrderTerm: Sendable, Hashable {
    /// What is sorted by; of an expression, the first attribute that it reads.
    public let path: AttributePath
    /// Whether the highest value comes first.
    public let isDescending: Bool
    /// What a formula or an expression computes that is sorted by; nil for a stored attribute.
    let computed: QueryExpression?
    /// An expression as it is written; nil where an attribute is sorted by.
    let written: String?
    /// The declared options or states by whose places the attribute's values are sorted; nil where they have an order of their own.
    let places: [String]?

    /// Reads `received_on desc, customer/name, length(subject)`.
    ///
    /// - Throws: what is wrong with it, with its place in the text.
    public static func list(
        _ text: String, on type: EntityType, in catalog: any QueryCatalog
    ) throws(QueryError) -> [OrderTerm] {
        let binder = Binder(text: text, root: type, catalog: catalog)
        var terms: [OrderTerm] = []
        for written in try Parser.parseOrder(text) {
            let expression = try binder.bind(written.syntax)
            try binder.checkExtent(of: expression)
            let term = try Self.term(expression, written, binder)
            // Sorting by what an earlier term has already decided changes nothing.
            if !terms.contains(where: { $0.sortsAlike(term) }) { terms.append(term) }
        }
        return terms
    }

    private static func term(
        _ expression: QueryExpression, _ written: Parser.WrittenOrderTerm, _ binder: Binder
    ) throws(QueryError) -> OrderTerm {
        let start = written.syntax.start
        // The first attribute of its text: what is read behind lists tells nothing of the record's own order.
        guard let first = expression.writtenPaths.first ?? expression.paths.first else {
            throw binder.error(
                "KTR-Q114", start,
                LocalizedText(
                    "this is the same for every record, so a list cannot be sorted by it",
                    german: "Das ist für alle Datensätze gleich; danach lässt sich nicht sortieren"),
                hint: LocalizedText(
                    "sort by an attribute, a path or what is computed from them",
                    german: "Sortieren Sie nach einem Attribut, einem Pfad oder etwas, das daraus berechnet wird"))
        }
        switch expression.node {
        case .attribute(let path):
            guard path.type.isSortable else { throw binder.unsortable(path, at: start) }
            if case .path(let names) = written.syntax.kind, let title = binder.title(of: path, names) {
                return OrderTerm(
                    path: path, isDescending: written.isDescending, computed: title, written: path.text)
            }
            return OrderTerm(path: path, isDescending: written.isDescending, places: binder.places(of: path))
        case .formula(let path, _):
            guard path.type.isSortable else { throw binder.unsortable(path, at: start) }
            return OrderTerm(path: path, isDescending: written.isDescending, computed: expression)
        default:
            guard expression.type.isSortable, expression.type != .null else {
                throw binder.unsortable(first, at: start)
            }
            return OrderTerm(
                path: first, isDescending: written.isDescending, computed: expression, written: written.text)
        }
    }

    /// A term for an attribute of the record itself.
    public init(_ position: Int, of type: EntityType, descending: Bool = false) {
        self.init(path: AttributePath(root: type, position: position), isDescending: descending)
    }

    init(
        path: AttributePath, isDescending: Bool, computed: QueryExpression? = nil, written: String? = nil,
        places: [String]? = nil
    ) {
        self.path = path
        self.isDescending = isDescending
        self.computed = computed
        self.written = written
        self.places = places
    }

    /// Whether the values of a page's last row are read by their own column as ``type``, and not by the attribute's.
    public var hasOwnColumn: Bool { isExpression || places != nil }

    /// Whether it is texts that are in the order of the language.
    var isOrderedText: Bool {
        guard type == .text else { return false }
        return computed != nil || path.attribute.type.isOrderedText
    }

    /// As it is written: `received_on desc`.
    public var text: String { (written ?? path.text) + (isDescending ? " desc" : "") }

    /// Whether it is sorted by what an expression computes, which no attribute holds.
    public var isExpression: Bool { written != nil }

    /// What the values that it is sorted by are.
    public var type: ValueType {
        if places != nil { return .integer }
        return isExpression ? computed?.type ?? path.type : path.type
    }

    /// Whether the values that it is sorted by are never null.
    var isNeverNull: Bool { computed == nil && places == nil && path.isNeverNull }

    private func sortsAlike(_ other: OrderTerm) -> Bool {
        path == other.path && computed == other.computed && isExpression == other.isExpression
    }
}
