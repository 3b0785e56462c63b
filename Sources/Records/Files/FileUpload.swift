import Crypto
public import Model
import Storage

/// A file on its way into the store, chunk by chunk; at no time is more than one chunk in memory.
///
///     var upload = try await records.beginUpload(target, name: "bill.pdf", mediaType: "application/pdf")
///     for try await bytes in body { try await upload.append(bytes) }
///     let file = try await upload.finish()          // waits for a record now; or: await upload.abandon()
///
/// An upload that is neither finished nor abandoned, because the process died, is collected like any file that no record
/// holds.
public struct FileUpload: Sendable {
    private let store: any Store
    private let id: RecordID
    private let name: String
    /// What the client says it is.
    private let declared: String?
    private let rules: FileRules

    private var pending: [UInt8] = []
    private var hash = SHA256()
    private var recognition = FileRecognition()
    private var size: Int64 = 0
    private var chunks: Int64 = 0

    init(store: any Store, id: RecordID, name: String, declared: String?, rules: FileRules) {
        self.store = store
        self.id = id
        self.name = name
        self.declared = declared
        self.rules = rules
    }

    /// Adds the next bytes.
    ///
    /// - Throws: `Refusal(.limit)` as soon as the file is larger than its attribute takes.
    public mutating func append(_ bytes: some Collection<UInt8>) async throws {
        size += Int64(bytes.count)
        guard size <= rules.maximumSize else { throw Refusal(.limit, [rules.tooLarge()]) }
        recognition.read(bytes)
        var rest = bytes[...]
        while !rest.isEmpty {
            if pending.isEmpty { pending.reserveCapacity(FileTable.chunkSize) }
            let piece = rest.prefix(FileTable.chunkSize - pending.count)
            pending.append(contentsOf: piece)
            rest = rest.dropFirst(piece.count)
            if pending.count == FileTable.chunkSize { try await writeChunk() }
        }
    }

    /// Ends the file: it can be named in a write by the same principal now.
    ///
    /// - Throws: `Refusal(.invalid)` where its attribute does not take it.
    public mutating func finish() async throws -> FileDescription {
        if !pending.isEmpty { try await writeChunk() }
        let type = try mediaType()
        let digest = Array(hash.finalize())
        let extent = recognition.extent
        let description = FileDescription(
            id: id, name: FileName.cleaned(name), size: size, mediaType: type,
            hash: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        if let problem = rules.problem(with: description, extent: extent) { throw Refusal(.invalid, [problem]) }
        try await refusing { [store, id] in
            try await store.write {
                try FileTable.finish(id, mediaType: type, hash: digest, extent: extent, on: $0)
            }
        }
        return description
    }

    /// Takes back what has arrived. What cannot be removed now is collected later.
    public func abandon() async { await RecordService.discard(id, in: store) }

    /// What the file is: its own bytes decide where they tell, then the client, then the name.
    private func mediaType() throws(Refusal) -> String {
        let claimed = declared.flatMap { $0 == MediaType.unknown ? nil : $0 } ?? MediaType.usual(forName: name)
        if let found = recognition.mediaType { return found }
        if let claimed, FileRecognition.recognised.contains(claimed) {
            throw Refusal(.invalid, [FileRules.notWhatItClaims(claimed)])
        }
        return claimed ?? MediaType.unknown
    }

    private mutating func writeChunk() async throws {
        let (content, number) = (pending, chunks)
        pending.removeAll(keepingCapacity: true)
        chunks += 1
        hash.update(data: content)
        try await refusing { [store, id] in
            try await store.write { try FileTable.append(content, number: number, to: id, on: $0) }
        }
    }

    private func refusing<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        do { return try await body() } catch let error as StorageError { throw error.refusal() }
    }
}
