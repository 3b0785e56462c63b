public import HTTPTypes
public import Hummingbird
public import Model
import NIOCore

/// A refusal as the client is told it: problem details of RFC 9457 in the client's language.
///
///     {"type":"urn:kontor:problem:KTR-R104","title":"…","status":422,"code":"KTR-R104","instance":"urn:trace:…",
///      "errors":[{"code":"KTR-R104","attribute":"claim","message":"…","hint":"…"}]}
public enum ProblemDocument {
    /// The answer to a refused request.
    public static func response(
        _ refusal: Refusal, status: HTTPResponse.Status, language: Language, trace: TraceID
    ) -> Response {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.name("type")
        writer.text("urn:kontor:problem:\(refusal.code)")
        writer.name("title")
        writer.text(refusal.message[language])
        writer.name("status")
        writer.integer(Int64(status.code))
        if let hint = refusal.problems[0].hint {
            writer.name("detail")
            writer.text(hint[language])
        }
        writer.name("instance")
        writer.text("urn:trace:\(trace)")
        writer.name("code")
        writer.text(refusal.code)
        writer.name("errors")
        writer.beginList()
        for problem in refusal.problems { write(problem, language, &writer) }
        writer.endList()
        writer.endObject()
        var headers = SecurityHeaders.data
        headers[.contentType] = "application/problem+json"
        RefusalHeaders.add(to: &headers, refusal, language: language, trace: trace)
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }

    private static func write(_ problem: Refusal.Problem, _ language: Language, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("code")
        writer.text(problem.code)
        if let attribute = problem.attribute {
            writer.name("attribute")
            writer.text(attribute)
        }
        writer.name("message")
        writer.text(problem.message[language])
        if let hint = problem.hint {
            writer.name("hint")
            writer.text(hint[language])
        }
        if let location = problem.location {
            writer.name("location")
            writer.text(location.description)
        }
        writer.endObject()
    }
}

/// Headers that go with a refusal in whatever form it is told.
public enum RefusalHeaders {
    /// Adds language, request id, and what the status demands: how to sign in, when to come again.
    public static func add(
        to headers: inout HTTPFields, _ refusal: Refusal, language: Language, trace: TraceID
    ) {
        headers[.contentLanguage] = language.rawValue
        headers[.requestID] = trace.description
        if refusal.kind == .unauthenticated { headers[.wwwAuthenticate] = "Bearer realm=\"Kontor\"" }
        if refusal.kind == .unavailable { headers[.retryAfter] = "5" }
    }
}
