import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers with data, with headers made ready beforehand for the usual formats.
enum DataResponse {
    /// An answer with a JSON body.
    static func json(
        _ bytes: [UInt8], status: HTTPResponse.Status = .ok, format: ResponseFormat, adding added: HTTPFields = [:]
    ) -> Response {
        var headers = format == .standard ? standard : fields(format.contentType)
        for field in added { headers.append(field) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer without a body.
    static func empty(_ status: HTTPResponse.Status, adding added: HTTPFields = [:]) -> Response {
        var headers = bare
        for field in added { headers.append(field) }
        return Response(status: status, headers: headers)
    }

    /// An answer with another media type.
    static func text(_ text: String, contentType: String) -> Response {
        Response(
            status: .ok, headers: fields(contentType), body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static let bare: HTTPFields = {
        var headers = SecurityHeaders.data
        headers[.odataVersion] = ODataAPI.version
        return headers
    }()

    private static let standard = fields(ResponseFormat.standard.contentType)

    private static func fields(_ contentType: String) -> HTTPFields {
        var headers = bare
        headers[.contentType] = contentType
        return headers
    }
}
