import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Closes a connection whose request is not answered in time, counted from its first line, and a new one that does not say in
/// time what it asks for.
///
/// Files are given the time that their bytes need on a slow line: each byte of a body, whichever way it goes, adds its share at
/// a least rate. Who sends one byte now and then gains nothing by it.
///
/// One timer per connection that is set again when it fires: a request costs two assignments.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limit: TimeAmount
    private let first: TimeAmount
    /// Bytes that a client must take or give in a second once the limit is used up.
    private static let leastRate: Int64 = 16 << 10
    /// However much there is to send, an hour is enough.
    private static let longestExtension = TimeAmount.hours(1)
    private var bodyBytes: Int64 = 0
    private var deadline: NIODeadline?
    private var timer: Scheduled<Void>?

    /// - Parameter first: within which a new connection must have sent the head of a request.
    init(limit: Duration, first: Duration) {
        self.limit = TimeAmount(limit)
        self.first = TimeAmount(first)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context, first) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context, first)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: begin(context, limit)
        case .body(let bytes): bodyBytes += Int64(bytes.readableBytes)
        case .end: break
        }
        context.fireChannelRead(data)
    }

    /// Who sends a head that cannot be read has asked as well, and is answered: 400.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { begin(context, limit) }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head: break
        case .body(let bytes): bodyBytes += Int64(bytes.readableBytes)
        case .end: deadline = nil
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext, _ limit: TimeAmount) {
        deadline = .now() + limit
        bodyBytes = 0
        if timer == nil { schedule(context, at: .now() + limit) }
    }

    private func schedule(_ context: ChannelHandlerContext, at time: NIODeadline) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.fired(context) }
    }

    private func fired(_ context: ChannelHandlerContext) {
        timer = nil
        guard var deadline else { return }
        let earned = TimeAmount.milliseconds(bodyBytes / (Self.leastRate / 1000))
        deadline = deadline + min(earned, Self.longestExtension)
        if deadline <= .now() {
            context.close(promise: nil)
        } else {
            schedule(context, at: deadline)
        }
    }
}
