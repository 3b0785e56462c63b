import Access
public import Model
import Storage

extension RecordService {
    /// How long a file stays that no record holds: one that was uploaded and not used, or that a record let go.
    public static let fileGrace = Duration.seconds(24 * 3600)
    /// How many bytes of uploads one principal may have waiting for a record, beside the one that is beginning.
    static let mostWaiting: Int64 = 2_000_000_000

    /// Begins to store a file for an attribute.
    ///
    /// - Parameters:
    ///   - name: as the client calls it; folders in it are taken off.
    ///   - mediaType: as the client calls it; the file's own bytes go before it.
    ///   - length: how many bytes will come, where the client says so: too many are refused before the first of them.
    /// - Throws: `Refusal(.limit)` where the file is too large, or too many of the principal's uploads were never used.
    public func beginUpload(
        _ target: FileTarget, name: String?, mediaType: String?, length: Int64? = nil
    ) async throws -> FileUpload {
        if let length, length > target.rules.maximumSize {
            throw Refusal(.limit, [target.rules.tooLarge(of: target.attribute)])
        }
        let declared = mediaType.flatMap(MediaType.parsed)
        let suffix = declared.flatMap { Self.suffixes[$0] } ?? ""
        let now = clock.now()
        let principal = target.principal
        let file = StoredFile(
            description: FileDescription(
                id: ids.next(), name: FileName.cleaned(name, fallback: "\(target.attribute.name)\(suffix)"), size: 0,
                mediaType: declared ?? MediaType.unknown, hash: ""),
            uploader: principal.id, uploaded: now, expires: now.adding(Self.fileGrace))
        try await refusing {
            try await store.write { connection in
                // The system's own imports are bounded by what their operator gives them.
                if principal.id != Principal.system.id,
                    try FileTable.waitingSize(of: principal.id, in: connection) > Self.mostWaiting
                {
                    throw Refusal.tooManyUploads
                }
                try FileTable.insert(file, on: connection)
            }
        }
        return FileUpload(
            store: store, id: file.description.id, name: file.description.name, declared: declared,
            rules: target.rules)
    }

    /// Takes back an upload that is not needed: one that belongs to no record.
    public func discardUpload(_ file: RecordID) async { await Self.discard(file, in: store) }

    static func discard(_ file: RecordID, in store: any Store) async {
        var isGone = false
        while !isGone {
            let removed = try? await store.write { connection in
                guard let stored = try FileTable.file(file, in: connection), stored.record == nil else { return true }
                return try FileTable.remove(file, chunks: removedChunks, on: connection)
            }
            // What cannot be removed now is collected after its time.
            isGone = removed ?? true
        }
    }

    /// How many chunks go in one transaction: 16 MB, so that other writes need not wait long.
    static let removedChunks = 64

    /// What is known of the files that some records hold. Whoever was given a record may know of the files in it.
    public func files(of records: some Sequence<Record>) throws -> [RecordID: FileDescription] {
        var ids: Set<RecordID> = []
        for record in records { ids.formUnion(record.fileIDs) }
        return try files(ids)
    }

    /// What is known of files; those that are not there are missing.
    public func files(_ ids: Set<RecordID>) throws -> [RecordID: FileDescription] {
        guard !ids.isEmpty else { return [:] }
        return try refusing { try store.read { try FileTable.descriptions(of: ids, in: $0) } }
    }

    /// What is known of those among some files that the principal has uploaded and that wait for a record.
    public func waitingUploads(
        _ ids: Set<RecordID>, of principal: Principal
    ) throws -> [RecordID: FileDescription] {
        guard !ids.isEmpty else { return [:] }
        return try refusing {
            try store.read { reader in
                var found: [RecordID: FileDescription] = [:]
                for id in ids {
                    guard let file = try FileTable.file(id, in: reader), file.isWhole, file.record == nil,
                        file.uploader == principal.id
                    else { continue }
                    found[id] = file.description
                }
                return found
            }
        }
    }

    /// The file in an attribute of a record; nil where it is empty.
    ///
    /// Whoever may read the attribute may read the file.
    ///
    /// - Throws: `Refusal(.notFound)` where the principal may not see the record, `.malformed` where the attribute is not
    ///   there to be seen, or holds no files.
    public func file(
        in attribute: String, of entity: String, _ id: RecordID, as principal: Principal
    ) throws -> (file: FileDescription?, record: Record) {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = try deployment.readAccess(of: principal, to: type)
        guard let position = type.position(of: attribute), access.shows(position) else {
            throw Refusal(.malformed, [.unknownAttribute(attribute, of: type, where: access.shows)])
        }
        guard case .file = type.attributes[position].type else {
            throw Refusal(.malformed, [.holdsNoFile(type.attributes[position])])
        }
        let record = try read(entity, id, as: principal)
        guard case .record(let file) = record.values[position] else { return (nil, record) }
        return (try files([file])[file], record)
    }

    /// Hands over a part of a file's content, piece by piece.
    ///
    /// - Parameter range: in bytes, within the file.
    /// - Throws: what the closure throws; `Refusal(.unavailable)` where the content is not there any more.
    public func readContent(
        of file: FileDescription, in range: Range<Int64>, _ body: (ArraySlice<UInt8>) async throws -> Void
    ) async throws {
        let size = Int64(FileTable.chunkSize)
        var position = range.lowerBound
        while position < range.upperBound {
            let (number, offset) = position.quotientAndRemainder(dividingBy: size)
            let chunk = try refusing { try store.read { try FileTable.chunk(number, of: file.id, in: $0) } }
            guard let chunk, chunk.count > offset else { throw Refusal.contentGone }
            // In this order, since the range may end at the largest number there is.
            let end = offset + min(Int64(chunk.count) - offset, range.upperBound - position)
            try await body(chunk[Int(offset)..<Int(end)])
            position += end - offset
        }
    }

    /// Removes files whose time is over, as far as one round goes.
    ///
    /// - Returns: how many are gone, and whether there are more.
    public func collectFiles(limit: Int = 100) async throws -> (removed: Int, isFull: Bool) {
        let now = clock.now()
        return try await refusing {
            let expired = try store.read { try FileTable.expired(at: now, limit: limit, in: $0) }
            for file in expired {
                var isGone = false
                while !isGone {
                    isGone = try await store.write { connection in
                        // A record may have taken it since.
                        guard let stored = try FileTable.file(file, in: connection), let expires = stored.expires,
                            expires <= now
                        else { return true }
                        return try FileTable.remove(file, chunks: Self.removedChunks, on: connection)
                    }
                }
            }
            return (expired.count, expired.count == limit)
        }
    }

    private static let suffixes = [
        "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
        "application/pdf": ".pdf",
        "text/plain": ".txt", "text/csv": ".csv", "application/zip": ".zip",
    ]
}

extension Record {
    /// The files that the record holds.
    public var fileIDs: Set<RecordID> {
        var ids: Set<RecordID> = []
        for position in type.declaredPositions {
            guard case .file = type.attributes[position].type, case .record(let id) = values[position] else { continue }
            ids.insert(id)
        }
        return ids
    }
}
