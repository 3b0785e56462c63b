import Model
import Records
import Storage
import TestSupport

/// Dossiers with files of every kind.
enum Archive {
    static let texts = WorkplaceTexts(
        definitions: """
            <entity name="dossier" set="dossiers" title="{subject}">
              <text name="subject" required="true"/>
              <image name="photo" max="1 MB"/>
              <file name="evidence" immutable="true"/>
              <file name="letter" max="1 kB" types="text/plain" personal="true"/>
              <file name="copy"/>
            </entity>
            <role name="clerk"><grant entity="dossier" privileges="create read update delete"/></role>
            <role name="guest"><grant entity="dossier" privileges="read update" hide="letter"/></role>
            """)

    /// 16 × 9 pixels, as far as its header says.
    static let picture =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
            0, 0, 0, 16, 0, 0, 0, 9, 8, 2,
        ]
    /// 60,000 × 60,000 pixels.
    static let bomb =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2]
}

extension Workplace {
    /// Uploads for an attribute of dossiers, as a face does.
    func upload(
        _ bytes: [UInt8], _ name: String, to attribute: String, mediaType: String? = nil, as person: Principal? = nil,
        service: RecordService? = nil
    ) async throws -> FileDescription {
        let service = service ?? records
        let target = try service.fileTarget(attribute, of: "dossier", as: person ?? admin)
        var upload = try await service.beginUpload(target, name: name, mediaType: mediaType)
        do {
            try await upload.append(bytes)
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw error
        }
    }

    func content(of file: FileDescription, in range: Range<Int64>? = nil) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await records.readContent(of: file, in: range ?? 0..<file.size) { bytes += $0 }
        return bytes
    }

    func files() throws -> [RecordID] {
        try store.read { reader in
            var ids: [RecordID] = []
            try FileTable.forEachWholeFile(in: reader) { ids.append($0.description.id) }
            return ids
        }
    }

    func chunkCount() throws -> Int64? {
        try rowCounts()["kontor_file_chunk"]
    }
}
