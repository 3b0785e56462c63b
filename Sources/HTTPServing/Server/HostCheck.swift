import Model
import NIOCore
import NIOHTTP1

/// Refuses a request that does not say once which host it is for (RFC 9110 §7.2): what comes of it could be another one for each
/// program on the way.
final class HostCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), !Self.isClear(head) {
            isRefused = true
            refuse(head, context)
        } else {
            context.fireChannelRead(data)
        }
    }

    static func isClear(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["host"]
        // HTTP/1.0 knows no Host; old load balancers ask for /health with it.
        if hosts.isEmpty { return (head.version.major, head.version.minor) < (1, 1) }
        return hosts.count == 1 && isHost(hosts[0])
    }

    /// Name or address, and a port: nothing that could begin a path, a user or another header.
    private static func isHost(_ text: String) -> Bool {
        text.utf8.count <= 300
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-._~:[]%".utf8.contains(byte)
            }
    }

    private func refuse(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let language = head.headers["accept-language"].first.flatMap(PreferredLanguage.choose) ?? .english
        let refusal = Refusal.unclearHost
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("type")
        writer.text("urn:kontor:problem:\(refusal.code)")
        writer.name("title")
        writer.text(refusal.message[language])
        writer.name("status")
        writer.integer(400)
        writer.name("code")
        writer.text(refusal.code)
        writer.endObject()
        let headers: HTTPHeaders = [
            "Content-Type": "application/problem+json", "Content-Length": String(writer.bytes.count),
            "Content-Language": language.rawValue, "Connection": "close", "X-Content-Type-Options": "nosniff",
        ]
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers))),
            promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: writer.bytes)))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}
