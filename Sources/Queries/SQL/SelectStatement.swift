import Model
public import SQLText

/// A query as SQL: the statement that reads its page and the one that counts all of its records.
///
///     let select = try SelectStatement(query, dialect: .sqlite, context: context, rowFilter: access.rowFilter)
///     for part in select.parts { … select.fragment(part, atMost: missing) … }   // row[select.columns.firstIndex(…)]
///
/// On SQLite it needs the functions `swiftLowercaseString` and `swiftUppercaseString`, which GRDB installs, and those of
/// `SQLFunctions`; on PostgreSQL text columns must be declared `COLLATE "C"`.
public struct SelectStatement: Sendable {
    /// The statements that read the page: the rows of each follow those of the one before it. There is one unless the query has a
    /// cursor; who has enough rows leaves the others.
    public var parts: Range<Int> { rows.indices }
    /// How many of the first rows are passed over: `$skip` of a query that has a cursor. Otherwise the statement does it.
    public let passedOver: Int
    /// Counts every record that the filters admit, in one row with one integer. Composed when it is asked for: most lists are
    /// not counted.
    public var countFragment: SQLFragment { builder.count() }
    /// What each result column holds: first the projection (or all attributes, in their order), then what only the order
    /// needs.
    public let columns: [AttributePath]
    /// How many of the columns belong to the projection.
    public let projectedCount: Int
    /// For each term of the complete order the result column with its value: what a ``KeysetCursor`` is made of.
    public let cursorColumns: [Int]
    private let rows: [SQLFragment]
    private let builder: StatementBuilder

    /// Translates a query.
    ///
    /// - Parameters:
    ///   - rowFilter: what the principal's roles admit; nil admits all. Applied with full view of other records.
    ///   - visibility: what the query's own filter, order and projection may touch.
    /// - Throws: `KTR-Q160`, `KTR-Q161` where the query asks about what may not be seen.
    public init(
        _ query: Query, dialect: SQLDialect, context: EvaluationContext, rowFilter: Filter? = nil,
        visibility: QueryVisibility = .everything
    ) throws(QueryError) {
        try Self.check(query, visibility)
        let order = query.completeOrder
        // A formula has no column: it is null here unless the list is sorted by it, and who reads the record computes it.
        let projected = (query.projection ?? Array(query.type.attributes.indices)).map {
            AttributePath(root: query.type, position: $0)
        }
        var columns = projected
        var cursorColumns: [Int] = []
        var computed: [Int: QueryExpression] = [:]
        var expressions: Set<Int> = []
        var places: [Int: [String]] = [:]
        for term in order {
            // An expression, or a place among options, has a column of its own, beside that of the attribute which it reads.
            let known =
                term.hasOwnColumn
                ? nil : columns.indices.first { columns[$0] == term.path && !expressions.contains($0) }
            let index = known ?? columns.count
            if known == nil { columns.append(term.path) }
            if term.hasOwnColumn { expressions.insert(index) }
            places[index] = term.places
            computed[index] = term.computed
            cursorColumns.append(index)
        }
        self.columns = columns
        self.cursorColumns = cursorColumns
        projectedCount = projected.count
        builder = StatementBuilder(
            query: query, order: order, columns: columns, cursorColumns: cursorColumns, computed: computed,
            places: places, dialect: dialect, context: context, rowFilter: rowFilter, visibility: visibility)
        rows = builder.parts()
        passedOver = query.after == nil ? 0 : query.skip ?? 0
    }

    /// The statement of a part.
    ///
    /// - Parameter rows: how many rows of it are wanted, with those that are passed over; nil for all.
    public func fragment(_ part: Int, atMost rows: Int?) -> SQLFragment {
        self.rows[part] + builder.limit(rows, skip: builder.query.after == nil ? builder.query.skip : nil)
    }

    private static func check(_ query: Query, _ visibility: QueryVisibility) throws(QueryError) {
        for path in query.filter?.expression.writtenPaths ?? [] {
            try visibility.check(path, in: query.filter?.text ?? "")
        }
        let orderText = query.order.map(\.text).joined(separator: ",")
        for term in query.order {
            for path in term.computed?.writtenPaths ?? [term.path] { try visibility.check(path, in: orderText) }
        }
        if let search = query.search, SearchColumns.names(of: query.type, visibility).isEmpty {
            throw SearchColumns.nothingSearchable(in: query.type, search.text)
        }
        for position in query.projection ?? [] {
            let path = AttributePath(root: query.type, position: position)
            try visibility.check(path, in: path.text)
        }
    }
}
