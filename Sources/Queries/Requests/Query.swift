public import Model

/// Which records of an entity type are read, in which order, and what of them.
///
///     var query = Query(complaint)
///     query.filter = try Filter("status ne 'closed'", on: complaint, in: catalog)
///     query.order = try OrderTerm.list("received_on desc", on: complaint, in: catalog)
///     query.top = 50
public struct Query: Sendable, Hashable {
    /// Whose records are read.
    public var type: EntityType
    /// Which records; nil for all.
    public var filter: Filter?
    /// What their texts must have in them; nil for anything.
    public var search: SearchExpression?
    /// As asked for; ``completeOrder`` is what is done.
    public var order: [OrderTerm] = []
    /// Positions of the attributes to read, ascending; nil reads all.
    public var projection: [Int]?
    /// How many records at most; nil for all.
    public var top: Int?
    /// How many of the records, after the cursor, are left out first.
    public var skip: Int?
    /// Whether the number of all matching records is wanted too, whatever `top`, `skip` and `after` say.
    public var count = false
    /// Counting ends at this number; nil counts all.
    public var countLimit: Int?
    /// Where the last page ended.
    public var after: KeysetCursor?

    /// All records of a type, by id.
    public init(_ type: EntityType) { self.type = type }

    /// The order with the id as its last term, so that no two records are level: in the direction of the term before it,
    /// which lets one index serve both.
    public var completeOrder: [OrderTerm] {
        guard
            let identity = order.firstIndex(where: {
                !$0.isExpression && $0.path.steps.isEmpty && $0.path.position == 0
            })
        else {
            return order + [
                OrderTerm(SystemAttribute.id.position, of: type, descending: order.last?.isDescending ?? false)
            ]
        }
        return Array(order[...identity])
    }

    /// The cursor of the page that follows a row.
    ///
    /// - Parameters:
    ///   - values: the row's values of ``completeOrder``'s attributes, in that order.
    ///   - now: when the row was read.
    public func cursor(after values: [AttributeValue], at now: Instant) -> KeysetCursor {
        KeysetCursor(
            values: values, order: completeOrder, filter: filter, search: search,
            instant: isVolatile ? after?.instant ?? now : nil)
    }

    /// Whether which records are read, or their order, depends on when and by whom it is asked.
    var isVolatile: Bool {
        filter?.expression.isVolatile == true || order.contains { $0.computed?.isVolatile == true }
    }
}
