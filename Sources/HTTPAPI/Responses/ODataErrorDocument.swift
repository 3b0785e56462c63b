import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// A refusal as OData clients are told it (OData JSON Format 4.01 §21.1), in their language.
///
///     {"error":{"code":"KTR-R104","message":"…","target":"claim","details":[…],
///      "innererror":{"hint":"…","location":"plugins/…:4:1","untold":17,"trace":"…"}}}
enum ODataErrorDocument {
    static func response(
        _ refusal: Refusal, status: HTTPResponse.Status, version: ProtocolVersion, language: Language, trace: TraceID
    ) -> Response {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        let first = refusal.problems[0]
        begin(first, language, &writer)
        let told = ToldProblems(refusal.problems, in: language)
        if told.problems.count > 1 {
            writer.name("details")
            writer.beginList()
            for problem in told.problems.dropFirst() {
                writer.beginObject()
                begin(problem, language, &writer)
                if problem.hint != nil || problem.location != nil { inner(problem, language, nil, 0, &writer) }
                writer.endObject()
            }
            writer.endList()
        }
        inner(first, language, trace, told.untold, &writer)
        writer.endObject()
        writer.endObject()
        var headers = SecurityHeaders.data
        headers[.contentType] = "application/json"
        headers[.odataVersion] = version.rawValue
        RefusalHeaders.add(to: &headers, refusal, language: language, trace: trace)
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }

    private static func begin(_ problem: Refusal.Problem, _ language: Language, _ writer: inout JSONWriter) {
        writer.name("code")
        writer.text(problem.code)
        writer.name("message")
        writer.text(ToldProblems.shortened(problem.message[language]))
        if let attribute = problem.attribute {
            writer.name("target")
            writer.text(ToldProblems.shortened(attribute))
        }
    }

    private static func inner(
        _ problem: Refusal.Problem, _ language: Language, _ trace: TraceID?, _ untold: Int,
        _ writer: inout JSONWriter
    ) {
        writer.name("innererror")
        writer.beginObject()
        if let hint = problem.hint {
            writer.name("hint")
            writer.text(ToldProblems.shortened(hint[language]))
        }
        if let location = problem.location {
            writer.name("location")
            writer.text(location.description)
        }
        if untold > 0 {
            writer.name("untold")
            writer.integer(Int64(untold))
        }
        if let trace {
            writer.name("trace")
            writer.text(trace.description)
        }
        writer.endObject()
    }
}
