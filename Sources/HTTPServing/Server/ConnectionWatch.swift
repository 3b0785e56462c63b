import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Tells ``Connections`` what becomes of one connection: opened, busy, idle, left by its client, closed.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: Connections
    private var place: Connections.Place?
    private var isOpened = false

    init(_ connections: Connections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        if let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) {
            try? pipeline.addHandler(HostCheck(), position: .before(codec))
        }
        if context.channel.isActive { open(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { place?.begin() }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { place?.end() }
        context.write(data, promise: promise)
    }

    /// A client that closes its side is not waiting for an answer that takes long.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { place?.leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let place { connections.close(place) }
        place = nil
        context.fireChannelInactive()
    }

    private func open(_ context: ChannelHandlerContext) {
        guard !isOpened else { return }
        isOpened = true
        place = connections.open(context.channel)
        if place == nil { context.close(promise: nil) }
    }
}
