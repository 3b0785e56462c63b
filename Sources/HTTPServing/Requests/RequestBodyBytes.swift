public import Hummingbird
import Model
import NIOCore

extension Request {
    /// The whole body, at most as long as the server allows.
    ///
    /// - Throws: `Refusal(.limit)` with the limit when it is longer.
    public func bodyBytes(in context: ServingContext) async throws -> [UInt8] {
        try await bodyBytes(upTo: context.bodyLimit)
    }

    /// The whole body, at most so many bytes.
    ///
    /// - Throws: `Refusal(.limit)` with the limit when it is longer.
    public func bodyBytes(upTo limit: Int) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Refusal.bodyTooLarge(limit)
        }
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= limit else { throw Refusal.bodyTooLarge(limit) }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }
}
