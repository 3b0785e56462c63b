public import Hummingbird
public import Model
import NIOCore
public import Records

extension Request {
    /// Stores the body as a file that waits for its record. At no time is more than a piece of it in memory.
    ///
    /// Name and type are those of `Content-Disposition` and `Content-Type`.
    ///
    /// - Throws: `Refusal` where the attribute does not take it; what has arrived is taken back then, also when the client goes.
    public func upload(to target: FileTarget, in records: RecordService) async throws -> FileDescription {
        var upload = try await records.beginUpload(
            target, name: headers[.contentDisposition].flatMap(ContentDisposition.fileName),
            mediaType: headers[.contentType], length: headers[.contentLength].flatMap { Int64($0) })
        do {
            for try await bytes in body { try await upload.append(bytes.readableBytesView) }
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw (error as? Refusal)?.about(target.attribute) ?? error
        }
    }
}

extension Refusal {
    /// The refusal with the attribute named in problems that name none.
    public func about(_ attribute: Attribute) -> Refusal {
        Refusal(
            kind,
            problems.map { problem in
                var problem = problem
                if problem.attribute == nil { problem.attribute = attribute.name }
                return problem
            })
    }
}
