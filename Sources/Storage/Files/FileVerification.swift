import Crypto
public import Model
import SQLText
import SchemaPlanning

/// Reads every file again and compares it with the hash that was noted when it arrived.
///
///     let files = try store.read { try FileVerification(reading: $0) }
///     files.problems      // names each file whose bytes are not what they were
public struct FileVerification: Sendable {
    /// How many files there are.
    public private(set) var count = 0
    /// How many bytes they have.
    public private(set) var size: Int64 = 0
    /// What is wrong; empty when all is sound.
    public private(set) var problems: [Diagnostic] = []

    /// Reads all files, chunk by chunk, and looks for records whose file is not there.
    public init(reading reader: any SQLReader) throws {
        try FileTable.forEachWholeFile(in: reader) { file in
            count += 1
            size += file.description.size
            if let problem = try Self.problem(of: file, in: reader) { problems.append(problem) }
        }
        for table in try SchemaStateTable.current(in: reader).schema.tables {
            for column in table.columns where column.kind == .file {
                problems += try Self.absentees(column.name, of: table.name, in: reader)
            }
        }
    }

    private static func absentees(
        _ attribute: String, of entity: String, in reader: any SQLReader
    ) throws -> [Diagnostic] {
        let column = quotedIdentifier(attribute)
        return try reader.all(
            SQLFragment(
                """
                SELECT t."id", t.\(column) FROM \(quotedIdentifier(entity)) t WHERE t.\(column) IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM "kontor_file" f WHERE f."id" = t.\(column) AND f."record_id" = t."id"
                AND f."hash" IS NOT NULL AND f."expires_at" IS NULL) ORDER BY t."id" LIMIT 100
                """)
        ) { row in
            Diagnostic(
                .error, "KTR-S141",
                "the file \(try row.recordID(1)) in '\(attribute)' of \(entity) \(try row.recordID(0)) is missing",
                hint: "restore the last backup, or upload the file again")
        }
    }

    private static func problem(of file: StoredFile, in reader: any SQLReader) throws -> Diagnostic? {
        let description = file.description
        var (hash, size, next) = (SHA256(), Int64(0), Int64(0))
        var isGapless = true
        try reader.forEachRow(
            SQLFragment(
                "SELECT \"number\", \"content\" FROM \"kontor_file_chunk\" WHERE \"file\" = ? ORDER BY \"number\"",
                .blob(description.id.bytes))
        ) { row in
            if row.integer(0) != next { isGapless = false }
            next += 1
            row.withBytes(1) { bytes in
                size += Int64(bytes.count)
                hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            }
        }
        let found = hash.finalize().map(hexadecimal).joined()
        if isGapless, size == description.size, found == description.hash { return nil }
        let what =
            size == description.size && isGapless ? "its bytes differ from what was stored" : "bytes of it are missing"
        let owner = file.record.map { "the record \($0)" } ?? "no record yet"
        // The name may be personal; the id finds it.
        return Diagnostic(
            .error, "KTR-S140", "the file \(description.id) of \(owner) is damaged: \(what)",
            hint: "restore the last backup, or replace the file in its record")
    }
}
