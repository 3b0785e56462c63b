public import Model
public import SQLText

/// A connection that reads. It belongs to the closure it was given to and must not leave it.
public protocol SQLReader: AnyObject {
    /// The SQL that this connection speaks.
    var dialect: SQLDialect { get }

    /// Runs a query and hands over each row in turn. A row is valid only until the closure returns.
    ///
    /// - Throws: what the closure throws (the query stops there), or ``StorageError``.
    func forEachRow(_ sql: SQLFragment, _ body: (any SQLRow) throws -> Void) throws

    /// Runs a query as far as its first row. Returns whether there was one.
    func withFirstRow(_ sql: SQLFragment, _ body: (any SQLRow) throws -> Void) throws -> Bool
}

extension SQLReader {
    /// The first row, decoded; nil where there is none.
    ///
    ///     try reader.first(SQLFragment("SELECT max(\"revision\") FROM \"complaint\"")) { $0.integer(0) }
    public func first<T>(_ sql: SQLFragment, _ decode: (any SQLRow) throws -> T) throws -> T? {
        var result: T?
        _ = try withFirstRow(sql) { result = try decode($0) }
        return result
    }

    /// All rows, decoded. For what is known to be small; else use ``forEachRow(_:_:)``.
    public func all<T>(_ sql: SQLFragment, _ decode: (any SQLRow) throws -> T) throws -> [T] {
        var result: [T] = []
        try forEachRow(sql) { result.append(try decode($0)) }
        return result
    }

    /// Whether the query has a row.
    public func exists(_ sql: SQLFragment) throws -> Bool { try withFirstRow(sql) { _ in } }

    /// The first column of the first row; nil where there is no row or it is null.
    public func integer(_ sql: SQLFragment) throws -> Int64? {
        try first(sql) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
    }

    /// The first column of the first row; nil where there is no row or it is null.
    public func text(_ sql: SQLFragment) throws -> String? {
        try first(sql) { $0.isNull(0) ? nil : $0.text(0) } ?? nil
    }

    /// The first column of the first row; nil where there is no row or it is null.
    public func recordID(_ sql: SQLFragment) throws -> RecordID? {
        try first(sql) { try $0.optionalRecordID(0) } ?? nil
    }
}
