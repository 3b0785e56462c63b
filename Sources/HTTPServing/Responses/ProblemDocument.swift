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
        writer.text(ToldProblems.shortened(refusal.message[language]))
        writer.name("status")
        writer.integer(Int64(status.code))
        if let hint = refusal.problems[0].hint {
            writer.name("detail")
            writer.text(ToldProblems.shortened(hint[language]))
        }
        writer.name("instance")
        writer.text("urn:trace:\(trace)")
        writer.name("code")
        writer.text(refusal.code)
        writer.name("errors")
        writer.beginList()
        let told = ToldProblems(refusal.problems, in: language)
        for problem in told.problems { write(problem, language, &writer) }
        writer.endList()
        if told.untold > 0 {
            writer.name("untold")
            writer.integer(Int64(told.untold))
        }
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
            writer.text(ToldProblems.shortened(attribute))
        }
        writer.name("message")
        writer.text(ToldProblems.shortened(problem.message[language]))
        if let hint = problem.hint {
            writer.name("hint")
            writer.text(ToldProblems.shortened(hint[language]))
        }
        if let location = problem.location {
            writer.name("location")
            writer.text(location.description)
        }
        writer.endObject()
    }
}
