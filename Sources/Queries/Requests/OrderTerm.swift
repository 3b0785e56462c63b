public import Model

/// One attribute that a list is sorted by. Null is the lowest value (OData 4.01 §11.2.6.2).
public struct OrderTerm: Sendable, Hashable {
    /// What is sorted by.
    public let path: AttributePath
    /// Whether the highest value comes first.
    public let isDescending: Bool
    /// What a formula computes that is sorted by; nil for a stored attribute.
    let computed: QueryExpression?
    /// What stands for the attribute's value in the order; nil where that is the value itself.
    let key: OrderKey?

    /// Reads `received_on desc, customer/name`.
    ///
    /// - Throws: what is wrong with it, with its place in the text.
    public static func list(
        _ text: String, on type: EntityType, in catalog: any QueryCatalog
    ) throws(QueryError) -> [OrderTerm] {
        let binder = Binder(text: text, root: type, catalog: catalog)
        var terms: [OrderTerm] = []
        for written in try Parser.parseOrder(text) {
            let expression = try binder.attribute(written.names)
            try binder.checkExtent(of: expression)
            guard let path = expression.writtenPaths.first else { continue }
            guard path.type.isSortable else { throw binder.unsortable(path, at: written.names[0].start) }
            let term = OrderTerm(
                path: path, isDescending: written.isDescending, computed: path.isComputed ? expression : nil,
                key: binder.orderKey(of: path, written.names))
            // Sorting by what an earlier term has already decided changes nothing.
            if !terms.contains(where: { $0.path == term.path }) { terms.append(term) }
        }
        return terms
    }

    /// A term for an attribute of the record itself.
    public init(_ position: Int, of type: EntityType, descending: Bool = false) {
        self.init(path: AttributePath(root: type, position: position), isDescending: descending)
    }

    init(path: AttributePath, isDescending: Bool, computed: QueryExpression? = nil, key: OrderKey? = nil) {
        self.path = path
        self.isDescending = isDescending
        self.computed = computed
        self.key = key
    }

    /// What the values are that the list is sorted by: the attribute's own, a place among options, or a title.
    public var type: ValueType { key?.type ?? path.type }

    /// Whether the values of a page's last row are read by the attribute's column, or by ``type``.
    public var isSortedByKey: Bool { key != nil }

    /// Whether it is texts that are in the order of the language.
    var isOrderedText: Bool {
        guard type == .text else { return false }
        return key != nil || path.isComputed || path.attribute.type.isOrderedText
    }

    /// Whether it can never be null.
    var isNeverNull: Bool { key == nil && path.isNeverNull }

    /// As it is written: `received_on desc`.
    public var text: String { path.text + (isDescending ? " desc" : "") }
}
