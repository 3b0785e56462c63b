/// What a column holds, before a database gives it its own name.
public enum SQLColumnType: String, Sendable, Hashable, CaseIterable {
    /// 64 bits, signed.
    case integer
    /// A double.
    case real
    /// UTF-8, compared byte by byte.
    case text
    /// Bytes.
    case blob
}

extension SQLDialect {
    /// The name of a column type in `CREATE TABLE`.
    ///
    /// Text compares by its bytes on both databases, so that the same page of a list comes out in the same order.
    public func name(of type: SQLColumnType) -> String {
        switch (self, type) {
        case (.sqlite, .integer): "INTEGER"
        case (.sqlite, .real): "REAL"
        case (.sqlite, .text): "TEXT"
        case (.sqlite, .blob): "BLOB"
        case (.postgresql, .integer): "BIGINT"
        case (.postgresql, .real): "DOUBLE PRECISION"
        case (.postgresql, .text): "TEXT COLLATE \"C\""
        case (.postgresql, .blob): "BYTEA"
        }
    }
}
