import Definitions
import HTTPTypes
public import Hummingbird
import Model
import NIOCore
public import Records
import SQLText
import Storage

/// `GET /health`: whether the server can do its work, for load balancers and people. Says nothing that needs a sign-in.
///
///     {"status":"ok","version":"0.1.0","database":"ok","definitions":"ok","catalog":"3f0c…",
///      "timers":{"refused":0,"waiting":0}}
///
/// Timers that were refused make no server fail: `waiting` are those that are not tried again before their record changes.
public struct HealthPage: HTTPServer.Face {
    private let records: RecordService
    private let version: String
    private let kept = KeptAnswer()

    /// A health page for this server's records.
    public init(records: RecordService, version: String) {
        self.records = records
        self.version = version
    }

    /// Adds `/health`.
    public func addRoutes(to router: Router<ServingContext>) {
        router.get("/health") { _, _ in await kept.answer(response) }
    }

    private func response() async -> Response {
        let isDatabaseFine = (try? records.store.read { try $0.integer(SQLFragment("SELECT 1")) }) == 1
        // Failing where others were applied that this program cannot use: then it can neither read nor write records.
        let areDefinitionsFine = (try? await records.again { try $0.store.read { _ in true } }) == true
        let isFine = isDatabaseFine && areDefinitionsFine
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("status")
        writer.text(isFine ? "ok" : "failing")
        writer.name("version")
        writer.text(version)
        writer.name("database")
        writer.text(isDatabaseFine ? "ok" : "failing")
        writer.name("definitions")
        writer.text(areDefinitionsFine ? "ok" : "failing")
        writer.name("catalog")
        writer.text(records.deployment.get().catalog.fingerprint)
        if let timers = try? records.refusedTimerCount() {
            writer.name("timers")
            writer.beginObject()
            writer.name("refused")
            writer.integer(Int64(timers.all))
            writer.name("waiting")
            writer.integer(Int64(timers.waiting))
            writer.endObject()
        }
        writer.endObject()
        var headers = SecurityHeaders.data
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        return Response(
            status: isFine ? .ok : .serviceUnavailable, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }
}
