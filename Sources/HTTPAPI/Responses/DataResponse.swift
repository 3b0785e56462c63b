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
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer without a body.
    static func empty(
        _ status: HTTPResponse.Status, version: ProtocolVersion, adding added: HTTPFields = [:]
    ) -> Response {
        var headers = bare(version)
        for field in added { headers.append(field) }
        return Response(status: status, headers: headers)
    }

    /// An answer with another media type.
    static func text(_ text: String, contentType: String, version: ProtocolVersion) -> Response {
        Response(
            status: .ok, headers: fields(contentType, version), body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    private static func bare(_ version: ProtocolVersion) -> HTTPFields {
        var headers = SecurityHeaders.data
        headers[.odataVersion] = version.rawValue
        // One address has answers in several forms.
        headers[.vary] = "Accept, Accept-Language, OData-MaxVersion, OData-Version, Authorization, Cookie"
        return headers
    }

    private static let standard = fields(ResponseFormat.standard.contentType, .v401)

    private static func fields(_ contentType: String, _ version: ProtocolVersion) -> HTTPFields {
        var headers = bare(version)
        headers[.contentType] = contentType
        return headers
    }
}
