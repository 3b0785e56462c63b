import HTTPTypes
public import Hummingbird
public import Model
import NIOCore
public import Records

/// Sends the content of a stored file, piece by piece.
///
/// Whatever somebody uploaded must not act in our name: the browser is told to believe the media type, to run nothing in it,
/// and, for all but pictures and PDF, to save it instead of showing it.
public enum FileResponse {
    /// The answer to a request for a file: the whole, the part that is asked for, or that the client has it already.
    public static func make(
        _ file: FileDescription, for request: Request, from records: RecordService
    ) -> Response {
        let tag = entityTag(of: file)
        var headers = headers(of: file)
        headers[.eTag] = tag
        if isKnown(tag, to: request.headers) { return Response(status: .notModified, headers: headers) }
        headers[.acceptRanges] = "bytes"
        // A part of another file than the one that the client has the rest of would be of no use to it.
        let condition = request.headers[.ifRange]
        let asked = condition == nil || condition == tag ? request.headers[.range] : nil
        var (status, range) = (HTTPResponse.Status.ok, 0..<file.size)
        switch ByteRange(request.method == .get ? asked : nil, of: file.size) {
        case .whole: break
        case .part(let part):
            (status, range) = (.partialContent, part)
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(file.size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
        headers[.contentLength] = String(range.count)
        let asPart = range
        return Response(
            status: status, headers: headers,
            body: ResponseBody(contentLength: Int(range.count)) { writer in
                try await records.readContent(of: file, in: asPart) { bytes in
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.finish(nil)
            })
    }

    /// The tag of the content: its hash.
    public static func entityTag(of file: FileDescription) -> String { "\"\(file.hash)\"" }

    /// Whether a browser may show a file instead of saving it.
    static func isShown(_ file: FileDescription) -> Bool { file.isPicture || file.mediaType == "application/pdf" }

    private static func headers(of file: FileDescription) -> HTTPFields {
        var headers = SecurityHeaders.data
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox; frame-ancestors 'none'"
        headers[.contentType] = file.mediaType
        headers[.contentDisposition] = ContentDisposition.text(name: file.name, isInline: isShown(file))
        return headers
    }

    private static func isKnown(_ tag: String, to headers: HTTPFields) -> Bool {
        guard let header = headers[.ifNoneMatch] else { return false }
        return header.split(separator: ",").contains { candidate in
            let candidate = candidate.filter { $0 != " " }
            return candidate == "*" || candidate == tag || candidate == "W/" + tag
        }
    }
}
