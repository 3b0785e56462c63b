import Model
import Platform
import Synchronization

/// A connection that stores each row in a durable transaction of its own, for one caller at a time.
final class BareWriter: Sendable {
    /// Unchecked: touched only under the writer's lock.
    private final class Statements: @unchecked Sendable {
        let begin: BareStatement
        let insert: BareStatement
        let commit: BareStatement

        init(_ path: String, _ columns: [BareColumn]) throws {
            let database = try BareDatabase(path)
            let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            let places = columns.map { _ in "?" }.joined(separator: ", ")
            begin = try database.prepare("BEGIN IMMEDIATE")
            insert = try database.prepare("INSERT INTO complaint (\(names)) VALUES (\(places))")
            commit = try database.prepare("COMMIT")
        }
    }

    private let columns: [BareColumn]
    private let statements: Mutex<Statements>

    init(_ path: String, _ columns: [BareColumn]) throws {
        self.columns = columns
        statements = Mutex(try Statements(path, columns))
    }

    /// Stores a row of the values that are given, and tells its id.
    func insert(_ values: DataValue) throws -> [UInt8] {
        let id = TimeOrdered.ids.next()
        let now = TimeOrdered.clock.now().microseconds
        try statements.withLock { statements in
            try statements.begin.run()
            let insert = statements.insert
            for (index, column) in columns.enumerated() {
                let place = Int32(index + 1)
                switch (column.name, values[column.name]) {
                case ("id", _), ("created_by", _), ("updated_by", _): insert.bind(place, id.bytes)
                case ("created_at", _), ("updated_at", _): insert.bind(place, now)
                case ("revision", _): insert.bind(place, 1)
                case (_, .text(let text)?):
                    if let target = RecordID(text) {
                        insert.bind(place, target.bytes)
                    } else {
                        insert.bind(place, text)
                    }
                case (_, .integer(let number)?): insert.bind(place, number)
                default: insert.bindNull(place)
                }
            }
            try insert.run()
            try statements.commit.run()
        }
        var writer = JSONWriter(capacity: 64)
        writer.beginObject()
        writer.name("id")
        writer.id(id)
        writer.endObject()
        return writer.bytes
    }
}
