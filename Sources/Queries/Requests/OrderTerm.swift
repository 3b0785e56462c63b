public import Model

/// One attribute that a list is sorted by. Null is the lowest value (OData 4.01 §11.2.6.2).
public struct OrderTerm: Sendable, Hashable {
    /// What is sorted by.
    public let path: AttributePath
    /// Whether the highest value comes first.
    public let isDescending: Bool

    /// Reads `received_on desc, customer/name`.
    ///
    /// - Throws: what is wrong with it, with its place in the text.
    public static func list(
        _ text: String, on type: EntityType, in catalog: any QueryCatalog
    ) throws(QueryError) -> [OrderTerm] {
        let binder = Binder(text: text, root: type, catalog: catalog)
        var terms: [OrderTerm] = []
        for written in try Parser.parseOrder(text) {
            let term = OrderTerm(path: try binder.path(written.names), isDescending: written.isDescending)
            guard term.path.type.isSortable else { throw binder.unsortable(term.path, at: written.names[0].start) }
            // Sorting by what an earlier term has already decided changes nothing.
            if !terms.contains(where: { $0.path == term.path }) { terms.append(term) }
        }
        return terms
    }

    /// A term for an attribute of the record itself.
    public init(_ position: Int, of type: EntityType, descending: Bool = false) {
        self.init(path: AttributePath(root: type, position: position), isDescending: descending)
    }

    init(path: AttributePath, isDescending: Bool) {
        self.path = path
        self.isDescending = isDescending
    }

    /// As it is written: `received_on desc`.
    public var text: String { path.text + (isDescending ? " desc" : "") }
}
