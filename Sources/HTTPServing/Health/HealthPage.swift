import HTTPTypes
public import Hummingbird
import Model
import NIOCore
public import Records

/// `GET /health`: whether the server can do its work, for load balancers and people. Says nothing that needs a sign-in.
///
///     {"status":"ok","version":"0.1.0","database":"ok","definitions":"ok","catalog":"3f0c…","writing":{"status":"ok"},
///      "reading":{"status":"ok"},"checkpoints":{"status":"ok"},"disk":{"status":"ok"},
///      "timers":{"status":"ok","refused":0,"waiting":0}}
///
/// 503 where nothing can be stored or read. Timers that were refused make no server fail: `waiting` are those that are not tried
/// again before their record changes.
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
        let report = await HealthReport(of: records)
        var writer = JSONWriter()
        report.write(to: &writer, version: version)
        var headers = SecurityHeaders.data
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        return Response(
            status: report.status == .failing ? .serviceUnavailable : .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }
}
