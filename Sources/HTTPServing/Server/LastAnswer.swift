import NIOCore
import NIOHTTPTypes

/// Lets the clients of a server that ends take the answers which were begun, and bounds for how long.
///
/// NIO closes a connection once its last answer was handed over, and drops what the client has not taken by then. This handler stands
/// in two places: behind the HTTP handlers, where it sees whether a request has come as a whole, and before them (``Gate``), where it
/// delays the news of the end and the closing.
final class LastAnswer: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// How long an answer may take to be taken once the server ends.
    static let patience = TimeAmount.seconds(15)
    /// How long a request that has come in part may take to come as a whole.
    static let patienceWithRequests = TimeAmount.seconds(5)

    private let request = RequestProgress()

    func handlerAdded(context: ChannelHandlerContext) {
        // There is a pipeline as long as a handler is being added to it.
        try? context.pipeline.syncOperations.addHandler(Gate(request), position: .first)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: request.isComing = true
        case .body: break
        case .end: request.isComing = false
        }
        context.fireChannelRead(data)
    }
}

/// Whether a request has begun to come and not ended; touched on its connection's event loop only.
private final class RequestProgress {
    var isComing = false
}

/// Stands next to the socket.
private final class Gate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: RequestProgress
    private var isEnding = false
    private var isOver = false

    private static let look = TimeAmount.milliseconds(20)

    init(_ request: RequestProgress) { self.request = request }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, !isEnding else { return context.fireUserInboundEventTriggered(event) }
        isEnding = true
        let limit = request.isComing ? LastAnswer.patienceWithRequests : LastAnswer.patience
        context.eventLoop.assumeIsolated().scheduleTask(in: limit) {
            self.isOver = true
            context.close(promise: nil)
        }
        whenTaken(context) { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isEnding, mode != .input else { return context.close(mode: mode, promise: promise) }
        whenTaken(context) { context.close(mode: mode, promise: promise) }
    }

    /// Does something once the operating system has taken over all that was written.
    private func whenTaken(_ context: ChannelHandlerContext, _ body: @escaping () -> Void) {
        let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        guard let waiting, waiting > 0, !isOver, context.channel.isActive else { return body() }
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.look) { self.whenTaken(context, body) }
    }
}
