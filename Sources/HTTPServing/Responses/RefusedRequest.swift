import HTTPTypes
import Hummingbird
import Logging
import Model
import Storage

/// Finds the words for whatever a request ended with.
enum RefusedRequest {
    /// The refusal to tell the client, and its status.
    ///
    /// An error that nobody foresaw is logged with the request id; the client learns only that id.
    static func explain(
        _ error: any Error, _ context: ServingContext
    ) -> (refusal: Refusal, status: HTTPResponse.Status) {
        switch error {
        case let refusal as Refusal: return (refusal, refusal.status)
        case let error as MethodRefusal: return (error.refusal, error.refusal.status)
        case let error as StorageError where error.reason != .statement:
            // What concerns the store is told once, by whoever watches it, and not with each request that meets it.
            context.logger.log(
                level: error.concernsTheStore ? .debug : .warning, "\(error)", metadata: ["trace": "\(context.trace)"])
            let refusal = error.refusal()
            return (refusal, refusal.status)
        case let error as HTTPError where error.status == .notFound: return (.noSuchAddress, .notFound)
        case let error as HTTPError where error.status == .contentTooLarge:
            return (.bodyTooLarge(context.bodyLimit), .contentTooLarge)
        case let error as HTTPError where (400..<500).contains(error.status.code):
            let text = error.body ?? error.status.reasonPhrase
            return (Refusal(.malformed, "KTR-W117", LocalizedText(text)), error.status)
        default:
            context.logger.error("\(error)", metadata: ["trace": "\(context.trace)"])
            return (.internalError(context.trace), .internalServerError)
        }
    }
}
