import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// A refusal as OData clients are told it (OData JSON Format 4.01 §21.1), in their language.
///
///     {"error":{"code":"KTR-R104","message":"…","target":"claim","details":[…],
///      "innererror":{"hint":"…","location":"plugins/…:4:1","trace":"…"}}}
enum ODataErrorDocument {
    static func response(
        _ refusal: Refusal, status: HTTPResponse.Status, language: Language, trace: TraceID
    ) -> Response {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        let first = refusal.problems[0]
        begin(first, language, &writer)
        if refusal.problems.count > 1 {
            writer.name("details")
            writer.beginList()
            for problem in refusal.problems.dropFirst() {
                writer.beginObject()
                begin(problem, language, &writer)
                if problem.hint != nil || problem.location != nil { inner(problem, language, nil, &writer) }
                writer.endObject()
            }
            writer.endList()
        }
        inner(first, language, trace, &writer)
        writer.endObject()
        writer.endObject()
        var headers = SecurityHeaders.data
        headers[.contentType] = "application/json"
        headers[.odataVersion] = ODataAPI.version
        RefusalHeaders.add(to: &headers, refusal, language: language, trace: trace)
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }

    private static func begin(_ problem: Refusal.Problem, _ language: Language, _ writer: inout JSONWriter) {
        writer.name("code")
        writer.text(problem.code)
        writer.name("message")
        writer.text(problem.message[language])
        if let attribute = problem.attribute {
            writer.name("target")
            writer.text(attribute)
        }
    }

    private static func inner(
        _ problem: Refusal.Problem, _ language: Language, _ trace: TraceID?, _ writer: inout JSONWriter
    ) {
        writer.name("innererror")
        writer.beginObject()
        if let hint = problem.hint {
            writer.name("hint")
            writer.text(hint[language])
        }
        if let location = problem.location {
            writer.name("location")
            writer.text(location.description)
        }
        if let trace {
            writer.name("trace")
            writer.text(trace.description)
        }
        writer.endObject()
    }
}
