public import Model
import SQLText

extension RecordTable {
    /// So many records are asked for in one statement at most.
    private static let chunk = 128

    /// The records with these ids; those that are not there are left out.
    public func records(_ ids: [RecordID], in reader: any SQLReader) throws -> [Record] {
        var result: [Record] = []
        var rest = ids[...]
        while let last = rest.prefix(Self.chunk).last {
            let some = rest.prefix(Self.chunk)
            rest = rest.dropFirst(Self.chunk)
            // A power of two of places, so that few statements are prepared; the last id fills those that are left.
            var places = 1
            while places < some.count { places *= 2 }
            let values =
                some.map { SQLValue.blob($0.bytes) }
                + Array(repeating: .blob(last.bytes), count: places - some.count)
            let marks = Array(repeating: "?", count: places).joined(separator: ", ")
            result += try select(SQLFragment(" WHERE \"id\" IN (\(marks))", bindings: values), in: reader)
        }
        return result
    }
}
