import Model
import Synchronization

/// A connection that reads, for one caller at a time.
final class BareReader: Sendable {
    /// Where a page ended: the day and the id of its last row.
    struct Mark {
        var day: String
        var id: RecordID

        init?(_ text: String) {
            let parts = text.split(separator: ",").map(String.init)
            guard parts.count == 2, let id = RecordID(parts[1]) else { return nil }
            (day, self.id) = (parts[0], id)
        }
    }

    /// The prepared statements.
    ///
    /// Unchecked: touched only under the reader's lock.
    final class Statements: @unchecked Sendable {
        private let columns: [BareColumn]
        private let byID: BareStatement
        private let firstPage: BareStatement
        private let nextPage: BareStatement
        private let positionOfDay: Int32

        init(_ path: String, _ columns: [BareColumn]) throws {
            let database = try BareDatabase(path)
            let list = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            let select = "SELECT \(list) FROM complaint WHERE "
            let order = "ORDER BY received_on DESC, id DESC LIMIT 50"
            self.columns = columns
            positionOfDay = Int32(columns.firstIndex { $0.name == "received_on" } ?? 0)
            byID = try database.prepare(select + "id = ?")
            firstPage = try database.prepare(select + "status = 'received' \(order)")
            nextPage = try database.prepare(select + "status = 'received' AND (received_on, id) < (?, ?) \(order)")
        }

        func record(_ id: RecordID) throws -> [UInt8] {
            byID.bind(1, id.bytes)
            defer { byID.reset() }
            guard try byID.step() else { throw BareError(message: "no such record") }
            var writer = JSONWriter(capacity: 1024)
            write(byID, &writer)
            return writer.bytes
        }

        func page(after mark: Mark?) throws -> [UInt8] {
            let statement = mark == nil ? firstPage : nextPage
            if let mark {
                statement.bind(1, mark.day)
                statement.bind(2, mark.id.bytes)
            }
            defer { statement.reset() }
            var writer = JSONWriter(capacity: 32 << 10)
            writer.beginObject()
            writer.name("value")
            writer.beginList()
            var last: (day: String, id: RecordID)?
            while try statement.step() {
                write(statement, &writer)
                last = (statement.text(positionOfDay), RecordID(statement.bytes(0)))
            }
            writer.endList()
            if let last {
                writer.name("@odata.nextLink")
                writer.text("/complaints?after=\(last.day),\(last.id)")
            }
            writer.endObject()
            return writer.bytes
        }

        private func write(_ row: BareStatement, _ writer: inout JSONWriter) {
            writer.beginObject()
            for (index, column) in columns.enumerated() { column.write(row, Int32(index), &writer) }
            writer.endObject()
        }
    }

    private let statements: Mutex<Statements>

    init(_ path: String, _ columns: [BareColumn]) throws {
        statements = Mutex(try Statements(path, columns))
    }

    func read(_ body: (Statements) throws -> [UInt8]) throws -> [UInt8] {
        try statements.withLock { try body($0) }
    }

    /// Nil where somebody else reads.
    func readIfFree(_ body: (Statements) throws -> [UInt8]) throws -> [UInt8]? {
        try statements.withLockIfAvailable { try body($0) }
    }
}
