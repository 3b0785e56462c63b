import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers with data, with headers made ready beforehand for the usual formats.
enum DataResponse {
    /// An answer with a JSON body.
    ///
    /// - Parameter contentType: another media type than the format's own.
    static func json(
        _ bytes: [UInt8], status: HTTPResponse.Status = .ok, format: ResponseFormat, contentType: String? = nil,
        adding added: HTTPFields = [:]
    ) -> Response {
        var headers =
            format == .standard && contentType == nil
            ? standard : fields(contentType ?? format.contentType, format.version)
        for field in added { headers.append(field) }
        let body = coded(bytes, format, &headers)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// An answer without a body.
    static func empty(
        _ status: HTTPResponse.Status, version: ProtocolVersion, adding added: HTTPFields = [:]
    ) -> Response {
        var headers = bare(version)
        for field in added { headers.append(field) }
        return Response(status: status, headers: headers)
    }

    /// An answer with a text of another media type.
    static func text(_ text: String, contentType: String, format: ResponseFormat) -> Response {
        json(Array(text.utf8), format: format, contentType: contentType)
    }

    /// The bytes as the client would rather have them.
    private static func coded(_ bytes: [UInt8], _ format: ResponseFormat, _ headers: inout HTTPFields) -> [UInt8] {
        guard format.isCompressed, bytes.count >= GzipCoding.leastSize, let coded = GzipCoding.encode(bytes) else {
            return bytes
        }
        headers[.contentEncoding] = "gzip"
        return coded
    }

    private static func bare(_ version: ProtocolVersion) -> HTTPFields {
        var headers = SecurityHeaders.data
        headers[.odataVersion] = version.rawValue
        // One address has answers in several forms.
        headers[.vary] =
            "Accept, Accept-Encoding, Accept-Language, OData-MaxVersion, OData-Version, Authorization, Cookie"
        return headers
    }

    private static let standard = fields(ResponseFormat.standard.contentType, .v401)

    private static func fields(_ contentType: String, _ version: ProtocolVersion) -> HTTPFields {
        var headers = bare(version)
        headers[.contentType] = contentType
        return headers
    }
}
