import Glibc
import Hummingbird
import Model
import NIOCore

/// What somebody would write who needs nothing but these three answers: one prepared statement each, the columns written as
/// JSON by hand. No sign-in, no rights, no log.
struct BareComplaints: Sendable {
    private let readers: [BareReader]
    private let writer: BareWriter

    init(path: String, type: EntityType) throws {
        let columns = type.attributes.filter(\.type.isStored).map(BareColumn.init)
        readers = try (0..<4).map { _ in try BareReader(path, columns) }
        writer = try BareWriter(path, columns)
    }

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("complaints/:id") { _, context in
            guard let id = context.parameters.get("id").flatMap({ RecordID($0) }) else { throw HTTPError(.badRequest) }
            return Self.answer(.ok, try read { try $0.record(id) })
        }
        router.get("complaints") { request, _ in
            let after = request.uri.queryParameters["after"].flatMap { BareReader.Mark(String($0)) }
            return Self.answer(.ok, try read { try $0.page(after: after) })
        }
        router.post("complaints") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            return Self.answer(.created, try writer.insert(DataValue(json: Array(body.readableBytesView))))
        }
        return router
    }

    /// Each thread tries a reader of its own first.
    private func read(_ body: (BareReader.Statements) throws -> [UInt8]) throws -> [UInt8] {
        let first = Int(truncatingIfNeeded: (pthread_self() >> 12) % UInt(readers.count))
        for offset in readers.indices {
            if let bytes = try readers[(first + offset) % readers.count].readIfFree(body) { return bytes }
        }
        return try readers[first].read(body)
    }

    private static func answer(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .contentLength: String(bytes.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
