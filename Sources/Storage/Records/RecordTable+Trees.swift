public import Model
import SQLText

// Walks over the tree that a lookup to the same table makes.

extension RecordTable {
    /// A record's id and those above it, up to the top.
    ///
    /// - Parameters:
    ///   - position: of the attribute that leads to the record above.
    ///   - limit: levels to walk at most, so that a ring ends too.
    public func line(
        from id: RecordID, at position: Int, limit: Int, in reader: any SQLReader
    ) throws -> [RecordID] {
        let text = """
            WITH RECURSIVE line(id, level) AS (SELECT CAST(? AS \(reader.dialect.name(of: .blob))), 1 UNION ALL \
            SELECT n.\(columns[position]), line.level + 1 FROM line JOIN \(name) AS n ON n."id" = line.id \
            WHERE n.\(columns[position]) IS NOT NULL AND line.level < ?) SELECT id FROM line ORDER BY level
            """
        return try reader.all(SQLFragment(text, .blob(id.bytes), .integer(Int64(limit)))) { try $0.recordID(0) }
    }

    /// How many levels the branch of a record has: 1 where nothing lies below it.
    public func height(
        below id: RecordID, at position: Int, limit: Int, in reader: any SQLReader
    ) throws -> Int {
        let text = """
            WITH RECURSIVE branch(id, level) AS (SELECT CAST(? AS \(reader.dialect.name(of: .blob))), 1 UNION \
            SELECT n."id", branch.level + 1 FROM branch JOIN \(name) AS n ON n.\(columns[position]) = branch.id \
            WHERE branch.level < ?) SELECT max(level) FROM branch
            """
        return Int(try reader.integer(SQLFragment(text, .blob(id.bytes), .integer(Int64(limit)))) ?? 1)
    }
}
